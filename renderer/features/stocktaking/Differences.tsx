// What the count and the register differ by, settled one by one; while counting, how it looks so far.
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { DifferenceView, StocktakingDetail } from '#shared/contract/stocktaking.ts'
import type { Outcome } from '#shared/domain/stocktaking.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { DateTimeText } from '../../components/DateText.tsx'
import { EnterDialog } from '../violation/dialogs.tsx'
import { useSaid } from './said.ts'
import { SettleDialog } from './SettleDialog.tsx'
import { KIND_COLOURS, settledText, wayOf, whatDiffers } from './words.ts'

type Settling = { difference: DifferenceView; outcome: Outcome }

export function Differences({ detail, onChanged }: { detail: StocktakingDetail; onChanged: () => void }) {
  const { t } = useTranslation()
  const { say, hush } = useSaid()
  const [settling, setSettling] = useState<Settling | null>(null)
  const [lost, setLost] = useState<DifferenceView | null>(null)
  const { state, differences, hiddenOpen, number } = detail
  const counting = state === 'counting'
  const begin = (next: Settling): void => {
    hush()
    setSettling(next)
  }
  const left = differences.filter(({ settled }) => settled === null).length
  return (
    <section className="panel differences" aria-labelledby="differences">
      <h2 className="panel-title" id="differences">
        {t(counting ? 'stocktaking.count.differences' : 'stocktaking.difference.title')}{' '}
        {state === 'settling' && left > 0 && <small>{t('stocktaking.difference.left', { count: left })}</small>}
      </h2>
      {differences.length === 0 && hiddenOpen === 0 && <p className={counting ? 'faint' : 'fine'}>{t(counting ? 'stocktaking.difference.noneYet' : 'stocktaking.difference.none')}</p>}
      {hiddenOpen > 0 && <p className="late">{t('stocktaking.difference.hidden', { count: hiddenOpen })}</p>}
      {differences.length > 0 && (
        <div className="differences-scroll">
          <table className="differences-table">
            <thead>
              <tr>
                {(['kind', 'folder', 'found', 'belongs'] as const).map((column) => <th key={column} scope="col">{t(`stocktaking.difference.column.${column}`)}</th>)}
                {!counting && <th scope="col">{t('stocktaking.difference.column.settle')}</th>}
              </tr>
            </thead>
            <tbody>
              {differences.map((difference) => (
                <tr key={difference.id ?? `${difference.kind}/${difference.text}/${difference.foundIn ?? ''}`} data-settled={difference.settled !== null}>
                  <td><Tag color={KIND_COLOURS[difference.kind]} title={t(`stocktaking.kindText.${difference.kind}`)}>{t(`stocktaking.kind.${difference.kind}`)}</Tag></td>
                  <td><Folder difference={difference} /></td>
                  <td className="code">{difference.foundIn}</td>
                  <td>
                    <span className="code">{difference.belongsIn}</span>
                    {difference.nowIn !== null && difference.nowIn !== difference.belongsIn && <small className="faint">{t('stocktaking.difference.nowIn', { slot: difference.nowIn })}</small>}
                  </td>
                  {!counting && (
                    <td>
                      {difference.settled === null
                        ? (
                          <span className="row-acts">
                            {difference.may.map((outcome) => (
                              <Button
                                key={outcome}
                                size="small"
                                danger={outcome === 'lost'}
                                aria-label={t('stocktaking.settle.of', { act: t(`stocktaking.outcome.${wayOf(difference.kind, outcome)}`), what: whatDiffers(t, difference) })}
                                onClick={() => begin({ difference, outcome })}
                              >
                                {t(`stocktaking.outcome.${wayOf(difference.kind, outcome)}`)}
                              </Button>
                            ))}
                          </span>
                        )
                        : <Settled difference={difference} settled={difference.settled} onViolation={setLost} />}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {settling !== null && (
        <SettleDialog
          detail={detail}
          difference={settling.difference}
          outcome={settling.outcome}
          onClose={() => setSettling(null)}
          onDone={(said) => {
            setSettling(null)
            say(said)
            onChanged()
          }}
        />
      )}
      {lost !== null && (
        <EnterDialog
          remark={t('stocktaking.settle.violationRemark', { number, folder: whatDiffers(t, lost) })}
          onClose={() => setLost(null)}
          onDone={(said) => {
            setLost(null)
            say(said)
          }}
        />
      )}
    </section>
  )
}

function Folder({ difference }: { difference: DifferenceView }) {
  const { t } = useTranslation()
  const { folder } = difference
  if (folder === null) return <span className="differences-text">{whatDiffers(t, difference)}</span>
  return (
    <>
      <Link href={paths.dossier(folder.dossierId)} className="code">{folder.number}</Link>
      <small className="faint">{folder.plate ?? t('dossier.noPlate')} · {folder.ownerName}</small>
    </>
  )
}

type SettledProps = { difference: DifferenceView; settled: NonNullable<DifferenceView['settled']>; onViolation: (difference: DifferenceView) => void }

function Settled({ difference, settled, onViolation }: SettledProps) {
  const { t } = useTranslation()
  const mayEnter = usePermits('violation.propose')
  return (
    <>
      <span className="fine">{settledText(t, difference.kind, settled)}</span>
      {settled.remark !== '' && <small>{settled.remark}</small>}
      <small className="faint">{settled.byName} <DateTimeText at={settled.at} /></small>
      {settled.outcome === 'lost' && mayEnter && (
        <Button type="link" size="small" className="differences-violation" onClick={() => onViolation(difference)}>{t('stocktaking.settle.violation')}</Button>
      )}
    </>
  )
}
