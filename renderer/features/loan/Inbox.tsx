// What waits for whoever is at the desk: their approval, a dossier to be named, a folder to be handed out (rules L2, L3, S3).
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { LoanView } from '#shared/contract/loan.ts'
import type { Answer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ActDialog, type DialogAct } from './ActDialog.tsx'
import { LoanTable } from './LoanTable.tsx'

type InboxAct = 'approve' | 'decline' | 'name' | 'handOut'

const GROUPS: readonly { key: keyof Output<'loan.waiting'>; acts: readonly InboxAct[] }[] = [
  { key: 'approve', acts: ['approve', 'decline'] },
  { key: 'name', acts: ['name', 'decline'] },
  { key: 'handOut', acts: ['handOut'] },
]

export function Inbox({ answer, onChanged }: { answer: Answer<Output<'loan.waiting'>>; onChanged: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [acting, setActing] = useState<{ loan: LoanView; act: DialogAct } | null>(null)
  const begin = (loan: LoanView, act: InboxAct): void => {
    if (act === 'handOut') navigate(paths.handLoan('out', loan.id))
    else setActing({ loan, act })
  }
  return (
    <Answered answer={answer}>
      {(waiting) => {
        const groups = GROUPS.filter(({ key }) => waiting[key].length > 0)
        return (
          <>
            {groups.length === 0 && <EmptyState title={t('loan.inbox.none')} text={t('loan.inbox.noneText')} />}
            {groups.map(({ key, acts }) => (
              <section key={key} className="loan-inbox" aria-labelledby={`loan-inbox-${key}`}>
                <h2 id={`loan-inbox-${key}`}>{t(`loan.inbox.${key}`)} <span className="loan-count">{waiting[key].length}</span></h2>
                <LoanTable
                  loans={waiting[key]}
                  loading={answer.loading}
                  empty=" "
                  label={t(`loan.inbox.${key}`)}
                  acts={(loan) => acts.map((act, index) => (
                    <Button
                      key={act}
                      size="small"
                      type={index === 0 ? 'primary' : 'default'}
                      danger={act === 'decline'}
                      aria-label={t('loan.inbox.actOf', { act: t(`loan.act.${act}`), number: loan.number })}
                      onClick={() => begin(loan, act)}
                    >
                      {t(`loan.act.${act}`)}
                    </Button>
                  ))}
                />
              </section>
            ))}
            {acting !== null && (
              <ActDialog
                loan={acting.loan}
                act={acting.act}
                onClose={() => setActing(null)}
                onDone={() => {
                  setActing(null)
                  onChanged()
                }}
              />
            )}
          </>
        )
      }}
    </Answered>
  )
}
