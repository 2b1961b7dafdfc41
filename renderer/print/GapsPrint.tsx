// The list of what people owe, a page for each to take along and sign; the printing is entered in the audit trail (rules H4, A3).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { useSession, useToday } from '../app/session.ts'
import { Answered } from '../components/Answered.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { GapSum, GapTable } from '../features/filing/GapTable.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import '../features/filing/filing.css'
import './labels.css'

export function GapsPrint() {
  const { t } = useTranslation()
  const today = useToday()
  const store = useSession((session) => session.archive?.store?.name)
  const { person } = useParams<{ person?: string }>()
  const responsibleId = idParam<'person'>(person)
  // Nobody named is everybody; somebody misnamed is not.
  const misnamed = person !== undefined && responsibleId === null
  const gaps = useAnswer('filing.printGaps', misnamed ? null : { responsibleId })
  if (misnamed) return <NotFound />
  return (
    <Answered answer={gaps}>
      {(people) => (
        <PrintPage title={t('filing.gaps.title')} fileTitle={`${t('filing.gaps.sheet')} ${today}`} orientation="portrait" onBack={goBack}>
          {people.length === 0 && <EmptyState title={t('filing.gaps.empty')} />}
          {people.map((each) => (
            <article key={each.person.id} className="gaps-sheet">
              <header>
                <p>{store}</p>
                <p>{t('filing.gaps.printedOn', { date: today })}</p>
                <h2>{t('filing.gaps.sheet')}</h2>
                <p><strong>{each.person.name}</strong> · {each.person.department}</p>
                <p><GapSum gaps={each} /></p>
              </header>
              <GapTable gaps={each} linked={false} />
              <p className="gaps-sheet-foot"><span>{t('filing.gaps.received')}</span></p>
            </article>
          ))}
        </PrintPage>
      )}
    </Answered>
  )
}
