// Under the papers: what is lacking so far, written out as it arises, and the way on to signing (rule H3).
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useToday } from '../../app/session.ts'
import { lackText } from '../../components/PaperName.tsx'
import { ProblemText } from '../../components/ProblemText.tsx'
import type { BundleEntry } from './bundle.ts'
import { lacksNow, progressOf, readyProblem } from './ticks.ts'

type CheckFootProps = { current: BundleEntry; unready: readonly BundleEntry[]; onSign: () => void }

export function CheckFoot({ current, unready, onSign }: CheckFootProps) {
  const { t } = useTranslation()
  const today = useToday()
  const lacks = lacksNow(current.record, current.ticks, today)
  const { seen, all } = progressOf(current.record, current.ticks)
  const [first] = unready
  const problem = first === undefined ? null : readyProblem(first.record, first.ticks, today)
  return (
    <footer className="handover-foot">
      <div className="handover-lacks" aria-live="polite">
        {lacks.length === 0
          ? <p className={seen === all ? 'fine' : 'faint'}>{t(seen === all ? 'handover.check.allInOrderNow' : 'handover.check.noLacks')}</p>
          : (
            <p className="late">
              <strong>{t('handover.check.lacks')}</strong> {lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))}
            </p>
          )}
        {problem !== null && (
          <p className="faint">
            {t('handover.check.notReady', { count: unready.length })} · <ProblemText code={problem} subject={first?.record.number ?? ''} />
          </p>
        )}
      </div>
      <Button type="primary" size="large" onClick={onSign}>{t('handover.check.toSign')}</Button>
    </footer>
  )
}
