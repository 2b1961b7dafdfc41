// Who has overdue records, longest overdue first; from each to what they owe (rules H1, H2).
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TodayView } from '#shared/contract/today.ts'
import { paths } from '../../app/paths.ts'
import { DateText } from '../../components/DateText.tsx'

export function OverduePeople({ people }: { people: TodayView['overdue'] }) {
  const { t } = useTranslation()
  return (
    <section className="panel today-section" aria-labelledby="today-people">
      <header><h2 className="panel-title" id="today-people">{t('today.byPerson')}</h2></header>
      <table className="today-people">
        <thead>
          <tr>
            <th scope="col">{t('today.department')}</th>
            <th scope="col">{t('today.person')}</th>
            <th scope="col" className="number">{t('today.count')}</th>
            <th scope="col">{t('today.oldest')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map(({ person, department, count, oldestOn }) => (
            <tr key={`${department}/${person.id}`}>
              <td>{department}</td>
              <td><Link href={paths.gaps(person.id)}>{person.name}</Link></td>
              <td className="number late">{count}</td>
              <td><DateText on={oldestOn} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
