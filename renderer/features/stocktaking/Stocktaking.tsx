// One stock-taking: counting, then settling what differs, then closing; interrupted and resumed by whoever may (rules C1, C7).
import { Button, Tag, Tooltip } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { useStore } from 'zustand'
import type { CallError } from '#shared/contract/envelope.ts'
import type { StocktakingDetail } from '#shared/contract/stocktaking.ts'
import type { Id } from '#shared/domain/id.ts'
import { isOpen, type StocktakingAct } from '#shared/domain/stocktaking.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useMe, usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { printPaths } from '../../print/paths.ts'
import { ActDialog } from './ActDialog.tsx'
import { countingOf } from './counting.ts'
import { CountScreen } from './CountScreen.tsx'
import { Differences } from './Differences.tsx'
import { Inspections } from './Inspections.tsx'
import { STATE_COLOURS, whereText } from './words.ts'

export function Stocktaking({ id }: { id: Id<'stocktaking'> }) {
  const answer = useAnswer('stocktaking.get', { id })
  const { value, error, reload } = answer
  const [kept, setKept] = useState(value)
  if (value !== null && value !== kept) setKept(value)
  // Whoever counts goes on counting, also while the newest figures cannot be had.
  if (kept === null) return <Answered answer={answer}>{() => null}</Answered>
  return <Open detail={kept} error={error} onChanged={reload} />
}

function Open({ detail, error, onChanged }: { detail: StocktakingDetail; error: CallError | null; onChanged: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const [, navigate] = useLocation()
  const mayRun = usePermits('stocktaking.run')
  const [acting, setActing] = useState<StocktakingAct | null>(null)
  const { id, number, state, may } = detail
  const counting = countingOf(me.id, id, detail.slots.map(({ label }) => label))
  const waiting = useStore(counting, ({ queue }) => queue.waiting.length)
  return (
    <Page
      title={<>{t('stocktaking.title')} <span className="code">{number}</span> · {whereText(t, detail)}</>}
      actions={(
        <>
          <Tag color={STATE_COLOURS[state]}>{t(`stocktaking.state.${state}`)}</Tag>
          <Link href={paths.stocktakings()} className="stocktaking-all">{t('stocktaking.all')}</Link>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.stocktaking(id))}>{t('stocktaking.print.act')}</Button>
          {may.map((act) => (
            <Tooltip key={act} title={act === 'finish' && waiting > 0 ? t('stocktaking.finishNeeds') : ''}>
              <Button
                type={act === 'finish' || act === 'close' ? 'primary' : 'default'}
                danger={act === 'abandon'}
                // What was scanned and is not there yet would be missing.
                disabled={act === 'finish' && waiting > 0}
                onClick={() => setActing(act)}
              >
                {t(`stocktaking.act.${act}`)}
              </Button>
            </Tooltip>
          ))}
        </>
      )}
    >
      <ErrorNote error={error} />
      {state === 'counting' && mayRun
        ? <CountScreen detail={detail} counting={counting} onChanged={onChanged} />
        : <Settling detail={detail} mayRun={mayRun} onChanged={onChanged} />}
      <History detail={detail} />
      {acting !== null && (
        <ActDialog
          detail={detail}
          act={acting}
          onClose={() => setActing(null)}
          onDone={() => {
            setActing(null)
            onChanged()
          }}
        />
      )}
    </Page>
  )
}

function Settling({ detail, mayRun, onChanged }: { detail: StocktakingDetail; mayRun: boolean; onChanged: () => void }) {
  const { t } = useTranslation()
  const { counts, state, differences, hiddenOpen, toInspect, may } = detail
  const left = state === 'settling' ? differences.filter(({ settled }) => settled === null).length + hiddenOpen : 0
  const needs = [
    ...(left > 0 ? [t('stocktaking.closeNeeds.unsettled', { count: left })] : []),
    ...(toInspect.length > 0 ? [t('stocktaking.closeNeeds.notInspected', { count: toInspect.length })] : []),
  ]
  return (
    <>
      <dl className="stocktaking-sums">
        {(['expected', 'found', 'out'] as const).map((each) => (
          <div key={each}><dt>{t(`stocktaking.counts.${each}`)}</dt><dd>{counts[each]}</dd></div>
        ))}
        {counts.hidden > 0 && <div><dt>{t('stocktaking.counts.hidden')}</dt><dd>{counts.hidden}</dd></div>}
      </dl>
      {state === 'settling' && !may.includes('close') && needs.length > 0 && (
        <p className="stocktaking-needs">{t('stocktaking.closeNeeds.before')} {needs.join(' · ')}</p>
      )}
      <div className="stocktaking-settling">
        <Differences detail={detail} onChanged={onChanged} />
        <Inspections detail={detail} mayRun={mayRun && isOpen(state)} onChanged={onChanged} />
      </div>
    </>
  )
}

function History({ detail: { acts } }: { detail: StocktakingDetail }) {
  const { t } = useTranslation()
  return (
    <details className="stocktaking-history" open={acts.length < 2 ? undefined : true}>
      <summary>{t('stocktaking.history')}</summary>
      <ol>
        {acts.map(({ at, act, personName, remark }) => (
          <li key={`${at}/${act}`}>
            <DateTimeText at={at} /> {personName} {t(`stocktaking.did.${act}`)}{remark !== '' && <span className="faint"> · {remark}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}
