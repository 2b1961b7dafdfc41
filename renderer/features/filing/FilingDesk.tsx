// The worklists from received to filed, one for each step; from each row to the act that takes it (rule H4).
import { Alert, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { MOST_COUNTED } from '#shared/contract/filing.ts'
import { FILING_STEPS, type FilingStep } from '#shared/domain/filing.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { PlacingBox, JustPlaced } from './PlacingBox.tsx'
import { usePlacing } from './usePlacing.ts'
import { WorkTable } from './WorkTable.tsx'
import '../screens.css'
import './filing.css'

const LISTED = 200

export function FilingDesk() {
  const { step: asked } = useParams<{ step?: string }>()
  const [, navigate] = useLocation()
  const { t } = useTranslation()
  const step = FILING_STEPS.find((each) => each === asked) ?? 'receive'
  const answer = useAnswer('filing.list', { step, limit: LISTED })
  const counts = answer.last?.counts
  return (
    <Page title={t('filing.title')}>
      <Tabs
        activeKey={step}
        onChange={(key) => navigate(paths.filing(FILING_STEPS.find((each) => each === key)))}
        aria-label={t('filing.tabs')}
        items={FILING_STEPS.map((each) => ({
          key: each,
          label: <>{t(`filing.step.${each}`)} <Count of={counts?.[each]} /></>,
          children: each === step && <Step key={each} step={each} answer={answer} />,
        }))}
      />
    </Page>
  )
}

function Count({ of }: { of: number | undefined }) {
  const { t } = useTranslation()
  return <span className="filing-count">{of === undefined ? '–' : of < MOST_COUNTED ? of : t('filing.countMore', { count: MOST_COUNTED - 1 })}</span>
}

type StepProps = { step: FilingStep; answer: ReturnType<typeof useAnswer<'filing.list'>> }

function Step({ step, answer }: StepProps) {
  const { t } = useTranslation()
  const mayPlace = usePermits('filing.place')
  const placing = usePlacing(() => answer.reload())
  const { value } = answer
  return (
    <>
      <p className="faint filing-about">{t(`filing.about.${step}`)}</p>
      {step === 'place' && mayPlace && (
        <div className="panel filing-placing">
          <PlacingBox placing={placing} />
          <JustPlaced placed={placing.placed} />
        </div>
      )}
      {answer.error !== null
        ? <ErrorState error={answer.error} onRetry={answer.reload} />
        : (
          <WorkTable
            step={step}
            records={value?.records ?? null}
            loading={answer.loading}
            onPlace={mayPlace ? (dossierId) => void placing.take.run(dossierId) : null}
          />
        )}
      {value?.more === true && <Alert className="filing-more" type="info" title={t('filing.more', { count: LISTED })} />}
    </>
  )
}
