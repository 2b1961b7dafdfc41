// The copy register on A4 landscape, ruled as on the screen; the printing is entered in the audit trail (rules S4, A3).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { MOST_PRINTED_COPIES } from '#shared/contract/copy.ts'
import { isLocalDate } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { paths } from '../app/paths.ts'
import { useToday } from '../app/session.ts'
import { Answered } from '../components/Answered.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { CopyRegisterTable } from '../features/copy/CopyRegisterTable.tsx'
import { PrintPage } from './PrintPage.tsx'

export function CopyRegisterPrint() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const today = useToday()
  const { from, to, which, text = '' } = useParams<{ from: string; to: string; which: string; text?: string }>()
  const register = useAnswer('copy.printRegister', isLocalDate(from) && isLocalDate(to) ? { from, to, out: which === 'out', text } : null)
  return (
    <Answered answer={register}>
      {({ copies, more, storeName }) => (
        <PrintPage
          title={t('copy.register.title')}
          fileTitle={`${t('copy.register.title')} ${from}`}
          orientation="landscape"
          onBack={() => navigate(paths.copies('register'))}
          {...(more ? { options: <Alert type="warning" showIcon title={t('copy.register.more', { count: MOST_PRINTED_COPIES })} /> } : {})}
        >
          {copies.length === 0 ? <EmptyState title={t('copy.empty.register')} /> : (
            <div className="book-sheet">
              <CopyRegisterTable
                copies={copies}
                linked={false}
                heading={(
                  <div className="book-sheet-head">
                    <span>{storeName}</span>
                    <h2 className="book-date">{t('copy.register.title')}</h2>
                    <span>{from} – {to}</span>
                  </div>
                )}
              />
              <p className="book-sheet-foot">
                <span>{t('copy.register.lines', { count: copies.length })}</span>
                <span>{t('copy.register.printedOn', { date: today })}</span>
              </p>
            </div>
          )}
        </PrintPage>
      )}
    </Answered>
  )
}
