// Counting, with a scanner in the hand and an eye on the screen now and then: the slot one stands before, what the last scans were, how
// far each shelf is.
import { Alert, Button, Input, Tag } from 'antd'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore, type StoreApi } from 'zustand'
import type { StocktakingDetail } from '#shared/contract/stocktaking.ts'
import { useAnswer } from '../../app/answer.ts'
import { useAskBeforeLeaving } from '../../app/leaving.ts'
import { paths } from '../../app/paths.ts'
import { useScanned } from '../../app/scanner.ts'
import { explain } from '../../components/ProblemText.tsx'
import type { Counting } from './counting.ts'
import { Differences } from './Differences.tsx'
import { Here } from './Here.tsx'
import { Inspections } from './Inspections.tsx'
import type { ScanQueue, Verdict } from './scan-queue.ts'
import { ShelfProgress } from './ShelfProgress.tsx'
import { scannedText } from './words.ts'

type CountScreenProps = { detail: StocktakingDetail; counting: StoreApi<Counting>; onChanged: () => void }

/** Figures follow the scans at this distance, in milliseconds, however fast those come. */
const FOLLOWING = 600

export function CountScreen({ detail, counting, onChanged }: CountScreenProps) {
  const { t } = useTranslation()
  const { slot, queue, counts: counted, hear, send } = useStore(counting)
  const [typed, setTyped] = useState('')
  const region = useRef<HTMLElement>(null)
  const boxId = useId()
  const here = useAnswer('stocktaking.slot', slot === null ? null : { id: detail.id, slot })
  const counts = counted ?? detail.counts
  useFollowing(queue.answered, () => {
    onChanged()
    here.reload()
  })
  // Other screens leave the queue alone; closing the window would lose what is not sent.
  useAskBeforeLeaving(queue.waiting.length > 0, paths.stocktaking(detail.id), (go) => go())
  const goOn = useEffectEvent(() => {
    region.current?.focus()
    void send()
  })
  useEffect(() => goOn(), [])
  useScanned(hear)

  return (
    <div className="counting">
      <div>
        <section className="panel counting-desk" ref={region} tabIndex={-1} aria-label={t('stocktaking.count.title')}>
          <div className="counting-slot" data-none={slot === null}>
            <span>{t('stocktaking.count.slot')}</span>
            <strong className={slot === null ? undefined : 'code'}>{slot ?? t('stocktaking.count.noSlot')}</strong>
            <dl className="stocktaking-sums">
              {(['expected', 'found', 'out'] as const).map((each) => (
                <div key={each}><dt>{t(`stocktaking.counts.${each}`)}</dt><dd>{counts[each]}</dd></div>
              ))}
              {counts.hidden > 0 && <div><dt>{t('stocktaking.counts.hidden')}</dt><dd>{counts.hidden}</dd></div>}
              {queue.waiting.length > 0 && <div><dt>{t('stocktaking.counts.waiting')}</dt><dd>{queue.waiting.length}</dd></div>}
            </dl>
          </div>
          <Last counting={counting} />
          <NotSent counting={counting} />
          <div className="counting-ask">
            <label htmlFor={boxId}>{t('stocktaking.count.box')}</label>
            <Input
              id={boxId} className="code" spellCheck={false} maxLength={200} value={typed} placeholder={t('stocktaking.count.boxHint')}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={() => {
                hear(typed)
                setTyped('')
              }}
            />
          </div>
          <Recent recent={queue.recent} />
        </section>
        <Differences detail={detail} onChanged={onChanged} />
      </div>
      <div>
        {slot !== null && <Here answer={here} slot={slot} />}
        <ShelfProgress detail={detail} slot={slot} onChoose={hear} />
        <Inspections detail={detail} mayRun onChanged={onChanged} />
      </div>
    </div>
  )
}

/** Acts once in a while as long as `turn` grows, and once more after it. */
function useFollowing(turn: number, act: () => void): void {
  const acted = useEffectEvent(act)
  const timer = useRef<number | null>(null)
  useEffect(() => {
    if (turn === 0 || timer.current !== null) return
    timer.current = window.setTimeout(() => {
      timer.current = null
      acted()
    }, FOLLOWING)
  }, [turn])
  useEffect(() => () => {
    if (timer.current !== null) window.clearTimeout(timer.current)
    timer.current = null
  }, [])
}

/** What became of the last label, to be read from two steps away. */
function Last({ counting }: { counting: StoreApi<Counting> }) {
  const { t } = useTranslation()
  const { alarm, queue: { recent: [last] } } = useStore(counting)
  if (alarm !== null) {
    return (
      <div className="counting-last" data-result="alarm" role="alert">
        <strong>{t(`stocktaking.count.alarm.${alarm.what}`, { text: scannedText(t, alarm.text, false) })}</strong>
        {alarm.what === 'wrongSlot' && <span>{t('stocktaking.count.wrongHint')}</span>}
      </div>
    )
  }
  if (last === undefined) return <p className="counting-last" data-result="none">{t('stocktaking.count.none')}</p>
  const { verdict } = last
  return (
    <output className="counting-last" data-result={verdict?.result ?? 'waiting'}>
      <strong>{verdict === null ? t('stocktaking.count.say.waiting') : t(`stocktaking.count.say.${verdict.result}`, { slot: verdict.belongsIn ?? '' })}</strong>
      <span><span className="code">{verdict?.folder?.number ?? scannedText(t, last.text, verdict?.result === 'unknown')}</span> {verdict?.folder !== null && verdict?.folder !== undefined && <>{verdict.folder.plate} · {verdict.folder.ownerName}</>}</span>
    </output>
  )
}

function NotSent({ counting }: { counting: StoreApi<Counting> }) {
  const { t } = useTranslation()
  const { error, queue, trying, send } = useStore(counting)
  const count = queue.waiting.length
  if (error === null || count === 0) return null
  const { what, advice } = explain(error)
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="note"
      title={trying ? t('stocktaking.count.queued', { count }) : t('stocktaking.count.stopped', { count })}
      description={`${what} ${advice}`}
      action={trying ? undefined : <Button size="small" onClick={() => void send()}>{t('stocktaking.count.resend')}</Button>}
    />
  )
}

const COLOURS: Record<Verdict['result'], string> = {
  fits: 'success', again: 'success', misplaced: 'warning', shouldBeOut: 'warning', unknown: 'error', wrongSlot: 'error',
}

function Recent({ recent }: { recent: ScanQueue['recent'] }) {
  const { t } = useTranslation()
  if (recent.length === 0) return null
  return (
    <>
      <h2 className="counting-head">{t('stocktaking.count.recent')}</h2>
      <ul className="counting-recent">
        {recent.map(({ key, slot, text, verdict }) => (
          <li key={key}>
            <Tag color={verdict === null ? 'default' : COLOURS[verdict.result]}>{verdict === null ? t('stocktaking.counts.waiting') : t(`stocktaking.count.result.${verdict.result}`)}</Tag>
            <span className="code">{slot}</span>
            <span className="code">{verdict?.folder?.number ?? scannedText(t, text, verdict?.result === 'unknown')}</span>
            <span>{verdict?.folder?.plate}</span>
            {verdict?.result === 'misplaced' && <span className="late">{t('stocktaking.count.say.misplaced', { slot: verdict.belongsIn ?? '' })}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
