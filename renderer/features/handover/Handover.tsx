// The handover screen: records are chosen, papers counted, both sides sign the book (rules H3, H5, H7, F9).
import { App, Steps } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { ListedRecordView } from '#shared/contract/record.ts'
import { paths } from '../../app/paths.ts'
import { useToday } from '../../app/session.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { problemText } from '../../components/ProblemText.tsx'
import { Page } from '../../components/Page.tsx'
import { useBundle } from './bundle.ts'
import { CheckFoot } from './CheckFoot.tsx'
import { PaperCheckList } from './PaperCheckList.tsx'
import { Received } from './Received.tsx'
import { RecordPicker } from './RecordPicker.tsx'
import { RefuseDialog } from './RefuseDialog.tsx'
import { SignStep } from './SignStep.tsx'
import { oneDepartment } from './signing.ts'
import { readyProblem } from './ticks.ts'
import '../screens.css'
import './handover.css'

const STEPS = ['papers', 'sign', 'done'] as const

export function Handover() {
  const { t } = useTranslation()
  const { ids = '' } = useParams<{ ids?: string }>()
  const [, navigate] = useLocation()
  const today = useToday()
  const { message } = App.useApp()
  const bundle = useBundle()
  const [step, setStep] = useState<(typeof STEPS)[number]>('papers')
  const [result, setResult] = useState<Output<'handover.sign'> | null>(null)
  const [refusing, setRefusing] = useState<ListedRecordView | null>(null)
  const [turn, setTurn] = useState(0)
  const screen = useRef<HTMLDivElement>(null)

  // Records asked for from another screen are put on the desk, whatever was done there before.
  const [asked, setAsked] = useState(ids)
  if (asked !== ids) {
    setAsked(ids)
    setStep('papers')
  }
  const addAsked = useEffectEvent((wantedIds: string) => {
    const wanted = wantedIds.split(',').map(Number).filter((id) => Number.isSafeInteger(id) && id > 0)
    if (wanted.length > 0) void bundle.add(wanted)
  })
  useEffect(() => {
    if (bundle.ready) addAsked(ids)
  }, [bundle.ready, ids])

  const unready = bundle.entries.filter(({ record, ticks }) => readyProblem(record, ticks, today) !== null)
  const [firstUnready] = unready

  const toSign = (): void => {
    if (!oneDepartment(bundle.entries.map(({ record }) => record))) void message.warning(t('handover.check.twoDepartments'))
    else if (firstUnready === undefined) setStep('sign')
    else {
      bundle.choose(firstUnready.record.id)
      void message.warning(t('handover.check.notReady', { count: unready.length }))
    }
  }

  const toPapers = (): void => screen.current?.querySelector<HTMLElement>('.paper-handle')?.focus()

  return (
    <Page
      title={t('handover.title')}
      actions={(
        <Steps
          size="small"
          current={STEPS.indexOf(step)}
          items={STEPS.map((each) => ({ title: t(`handover.step.${each}`) }))}
          className="handover-steps"
        />
      )}
    >
      {step === 'papers' && (
        <div className="handover" ref={screen}>
          <RecordPicker bundle={bundle} onPapers={toPapers} turn={turn} />
          <div className="handover-middle">
            {bundle.current === null
              ? <EmptyState title={t('handover.pick.nothing')} />
              : (
                <PaperCheckList
                  key={bundle.current.record.id}
                  entry={bundle.current}
                  onTick={(ticks) => bundle.current !== null && bundle.tick(bundle.current.record.id, ticks)}
                  onRefuse={() => setRefusing(bundle.current?.record ?? null)}
                />
              )}
            {bundle.current !== null && <CheckFoot current={bundle.current} unready={unready} onSign={toSign} />}
          </div>
        </div>
      )}
      {step === 'sign' && (
        <SignStep
          entries={bundle.entries}
          onBack={() => setStep('papers')}
          onWrongRecord={(index, problem) => {
            const wrong = bundle.entries[index]
            if (wrong !== undefined) bundle.choose(wrong.record.id)
            setStep('papers')
            void message.error(problemText(problem))
          }}
          onSigned={(signed) => {
            setResult(signed)
            setStep('done')
            void bundle.finish().catch(() => undefined)
          }}
        />
      )}
      {step === 'done' && result !== null && (
        <Received
          result={result}
          onNext={() => {
            setResult(null)
            setStep('papers')
            navigate(paths.handover(), { replace: true })
          }}
        />
      )}
      {refusing !== null && (
        <RefuseDialog
          record={refusing}
          onClose={() => setRefusing(null)}
          onRefused={() => {
            bundle.remove(refusing.id)
            setRefusing(null)
            setTurn(turn + 1)
          }}
        />
      )}
    </Page>
  )
}
