// What ought to lie in the slot one stands before; what was not found yet comes first.
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'
import type { Answer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'

type InSlot = Output<'stocktaking.slot'>

export function Here({ answer, slot }: { answer: Answer<InSlot>; slot: string }) {
  const { t } = useTranslation()
  return (
    <section className="panel counting-here" aria-label={t('stocktaking.count.here', { label: slot })}>
      <h2 className="panel-title">{t('stocktaking.count.here', { label: slot })}</h2>
      <Answered answer={answer}>
        {({ slot: label, folders, counts }) => (
          <>
            {folders.length === 0 && <p className="faint">{t('stocktaking.count.hereNone')}</p>}
            <ul>
              {folders.toSorted((one, other) => weight(one, label) - weight(other, label)).map((folder) => (
                <li key={folder.dossierId}>
                  <span className="code">{folder.number}</span> <span>{folder.plate}</span>
                  <span className={weight(folder, label) === 0 ? 'counting-open' : 'faint'}>
                    {folder.foundIn === label && t('stocktaking.count.seen')}
                    {folder.foundIn !== null && folder.foundIn !== label && t('stocktaking.count.elsewhere', { slot: folder.foundIn })}
                    {folder.foundIn === null && t(folder.out ? 'stocktaking.count.isOut' : 'stocktaking.count.notYet')}
                  </span>
                </li>
              ))}
            </ul>
            {counts.hidden > 0 && <p className="faint">{t('stocktaking.counts.hiddenCount', { count: counts.hidden })}</p>}
          </>
        )}
      </Answered>
    </section>
  )
}

function weight({ foundIn, out }: InSlot['folders'][number], label: string): number {
  if (foundIn !== null) return foundIn === label ? 2 : 1
  return out ? 1 : 0
}
