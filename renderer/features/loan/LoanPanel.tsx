// One loan at the side: what was asked for, who has to approve, how it went out and came back, and what may be done now (rules L1 to L4).
import { Button, Drawer } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { LoanDetail } from '#shared/contract/loan.ts'
import type { Id } from '#shared/domain/id.ts'
import type { LoanAct } from '#shared/domain/loan.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { printPaths } from '../../print/paths.ts'
import { ActDialog, type DialogAct } from './ActDialog.tsx'
import { LoanFacts } from './LoanFacts.tsx'

type LoanPanelProps = { id: Id<'loan'>; onClose: () => void; onChanged: () => void }

export function LoanPanel({ id, onClose, onChanged }: LoanPanelProps) {
  const { t } = useTranslation()
  const answer = useAnswer('loan.get', { id })
  const [acting, setActing] = useState<DialogAct | null>(null)
  const loan = answer.value
  return (
    <Drawer
      open
      size={640}
      title={loan?.number ?? ' '}
      aria-label={t('loan.detail.label', { number: loan?.number ?? '' })}
      onClose={onClose}
      footer={loan !== null && <Foot loan={loan} onAct={setActing} />}
    >
      <Answered answer={answer}>{(value) => <LoanFacts loan={value} />}</Answered>
      {acting !== null && loan !== null && (
        <ActDialog
          loan={loan}
          act={acting}
          onClose={() => setActing(null)}
          onDone={() => {
            setActing(null)
            answer.reload()
            onChanged()
          }}
        />
      )}
    </Drawer>
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
