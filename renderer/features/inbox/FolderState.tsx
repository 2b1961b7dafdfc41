// Which folder is watched, whether it can be read, what is still on its way.
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'

export function FolderState({ inbox }: { inbox: Output<'inbox.list'> }) {
  const { t } = useTranslation()
  const { folder, folderProblem, arriving, left, files } = inbox
  const names = (why: (typeof left)[number]['why']): string => left.filter((file) => file.why === why).map(({ name }) => name).join(t('book.line.separator'))
  const sorting = files.filter(({ state }) => state === 'sorting').length
  if (folder === null) return <Alert type="info" showIcon title={t('inbox.folder.none')} description={t('inbox.folder.noneHint')} className="note" />
  return (
    <>
      {folderProblem !== null && (
        <Alert type="warning" showIcon title={t('inbox.folder.problem', { code: folderProblem })} description={t('inbox.folder.problemHint')} className="note" role="alert" />
      )}
      {(['tooLarge', 'unreadable'] as const).filter((why) => names(why) !== '').map((why) => (
        <Alert key={why} type="warning" showIcon title={t(`inbox.left.${why}`, { names: names(why) })} className="note" role="alert" />
      ))}
      <p className="inbox-folder">
        {t('inbox.folder.watched')} <span className="code">{folder}</span>
        <output>
          {arriving > 0 && <span>{t('inbox.arriving', { count: arriving })}</span>}
          {sorting > 0 && <span>{t('inbox.sorting', { count: sorting })}</span>}
        </output>
      </p>
    </>
  )
}
