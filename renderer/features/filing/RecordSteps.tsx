// A record's way from received to filed: what is done, what is open, and who has it (rule H4).
import { CheckOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { FilingView } from '#shared/contract/filing.ts'
import { stepHolder, type FilingStep } from '#shared/domain/filing.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import './filing.css'

type Shown = 'received' | 'scanned' | 'placed' | 'complete' | 'filed'

type RecordStepsProps = {
  filing: FilingView
  record: { receivedAt: Instant | null; responsible: { name: string } }
}

export function RecordSteps({ filing, record }: RecordStepsProps) {
  const { t } = useTranslation()
  const [next] = filing.open
  const isOpen = (step: FilingStep): boolean => filing.open.includes(step)
  const received = !isOpen('receive')
  const day = (at: Instant | null): string => (at === null ? '' : dayOf(at))
  const steps: readonly { step: Shown; of: FilingStep | null; done: boolean; detail: string }[] = [
    { step: 'received', of: 'receive', done: received, detail: day(record.receivedAt) },
    {
      step: 'scanned', of: 'scan', done: received && !isOpen('scan'),
      detail: filing.scannedAt === null ? (received ? `${filing.papersScanned}/${filing.papersThere}` : '') : day(filing.scannedAt),
    },
    { step: 'placed', of: 'place', done: received && !isOpen('place'), detail: day(filing.placedAt) },
    { step: 'complete', of: 'complete', done: received && !isOpen('complete'), detail: received ? `${filing.papersThere}/${filing.papersDue}` : '' },
    { step: 'filed', of: null, done: filing.filedAt !== null, detail: day(filing.filedAt) },
  ]
  const stateOf = ({ of, done }: (typeof steps)[number]): 'done' | 'next' | 'open' | 'waiting' => {
    if (done) return 'done'
    if (of === null || !isOpen(of)) return 'waiting'
    return of === next ? 'next' : 'open'
  }
  return (
    <div className="record-steps">
      <ol aria-label={t('filing.record.label')}>
        {steps.map((each) => {
          const state = stateOf(each)
          return (
            <li key={each.step} data-state={state}>
              <span className="record-steps-mark" aria-hidden="true">{state === 'done' && <CheckOutlined />}</span>
              <span className="record-steps-name">
                {t(`filing.record.${each.step}`)}
                <span className="unseen"> {t(`filing.record.${state}`)}</span>
              </span>
              <small>{each.detail}</small>
            </li>
          )
        })}
      </ol>
      {next !== undefined && (
        <span className="record-steps-next">
          {t('filing.record.with', { step: t(`filing.open.${next}`), who: stepHolder(next) === 'archive' ? t('filing.archive') : record.responsible.name })}
        </span>
      )}
    </div>
  )
}
