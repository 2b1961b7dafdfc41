// Pages that were set aside, and the way back.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { BLANK } from '#shared/domain/inbox.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { PagePicture } from './PagePicture.tsx'

export function Discarded({ onRestored }: { onRestored: () => void }) {
  const { t } = useTranslation()
  const answer = useAnswer('inbox.discarded', {})
  const restore = useAct(async (id: number) => {
    await call('inbox.restore', { pageIds: [id] })
    answer.reload()
    onRestored()
  })
  return (
    <Answered answer={answer}>
      {(pages) => (
        <>
          <ErrorNote error={restore.error} />
          {pages.length === 0 && <EmptyState title={t('inbox.discarded.none')} />}
          <ul className="inbox-pages inbox-discarded">
            {pages.map((page) => (
              <li key={page.id}>
                <PagePicture id={page.id} label={t('inbox.page', { name: page.fileName, page: page.page })} />
                <span className="inbox-name">{page.fileName} · {page.page}</span>
                <span className="faint">{page.reason === BLANK ? t('inbox.discarded.blank') : page.reason}</span>
                <Button size="small" onClick={() => void restore.run(page.id)}>{t('inbox.discarded.restore')}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Answered>
  )
}
