// One loan at the side: what was asked for, who has to approve, how it went out and came back, and what may be done now (rules L1 to L4).
import { Button } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { LoanDetail } from '#shared/contract/loan.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LoanAct } from '#shared/domain/loan.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { SidePanel, useActing } from '../../components/SidePanel.tsx'
import { printPaths } from '../../print/paths.ts'
import { ActDialog, type DialogAct } from './ActDialog.tsx'
import { LoanFacts } from './LoanFacts.tsx'

type LoanPanelProps = { id: Id<'loan'>; onClose: () => void; onChanged: () => void }

export function LoanPanel({ id, onClose, onChanged }: LoanPanelProps) {
  const { t } = useTranslation()
  const answer = useAnswer('loan.get', { id })
  const { acting, begin, ends } = useActing<DialogAct>(() => {
    answer.reload()
    onChanged()
  })
  const loan = answer.value
  return (
    <SidePanel
      answer={answer}
      title={loan && t('loan.detail.label', { number: loan.number })}
      size={640}
      foot={loan && <Foot loan={loan} onAct={begin} />}
      onClose={onClose}
    >
      {(value) => (
        <>
          <LoanFacts loan={value} />
          {acting !== null && <ActDialog loan={value} act={acting} {...ends} />}
        </>
      )}
    </SidePanel>
  )
}

const FIRST: readonly LoanAct[] = ['name', 'approve', 'handOut', 'giveBack', 'find']
const GRAVE: readonly LoanAct[] = ['decline', 'withdraw', 'reportLost']

/** What the engine says may be done, the act that leads on last. */
function Foot({ loan, onAct }: { loan: LoanDetail; onAct: (act: DialogAct) => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const keeps = usePermits('loan.register')
  const begin = (act: LoanAct): void => {
    if (act === 'handOut') navigate(paths.handLoan('out', loan.id))
    else if (act === 'giveBack') navigate(paths.handLoan('back', loan.id))
    else if (act !== 'agree') onAct(act)
  }
  const acts = loan.may.toSorted((left, right) => Number(FIRST.includes(left)) - Number(FIRST.includes(right)))
  return (
    <div className="loan-foot">
      <span>
        {loan.out !== null && (
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.loanSlip(loan.id))}>{t('loan.slip.title')}</Button>
        )}
        {keeps && loan.state === 'out' && loan.dossier !== null && (
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.loanCard(loan.id))}>{t('loan.card.title')}</Button>
        )}
      </span>
      {acts.map((act) => (
        <Button key={act} type={FIRST.includes(act) ? 'primary' : 'default'} danger={GRAVE.includes(act)} onClick={() => begin(act)}>
          {t(`loan.act.${act === 'agree' ? 'approve' : act}`)}
        </Button>
      ))}
    </div>
  )
}
