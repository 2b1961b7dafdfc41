// What is still in a person's hands, on the screen and on paper (rule H6).
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LeaverView } from '#shared/contract/leaver.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { paths } from '../../app/paths.ts'
import { DateText } from '../../components/DateText.tsx'
import { lackText } from '../../components/PaperName.tsx'

/** Nothing is left in their hands, neither of what is listed nor of what is kept back. */
export const isSettled = ({ records, corrections, loans, copies, hidden }: LeaverView): boolean => (
  [records, corrections, loans, copies].every(({ length }) => length === 0) && hiddenOf(hidden) === 0
)

const hiddenOf = ({ records, corrections, copies }: LeaverView['hidden']): number => records + corrections + copies

/** `linked`: leads to the dossiers; else, on paper, there is room to note how each was settled. */
export function LeaverTables({ list: { records, corrections, loans, copies, hidden, more }, linked }: { list: LeaverView; linked: boolean }) {
  const { t } = useTranslation()
  const join = t('book.line.separator')
  const Heading = linked ? 'h2' : 'h3'
  return (
    <>
      <Heading>{t('leaver.records')}</Heading>
      {records.length === 0
        ? <p>{t('leaver.noRecords')}</p>
        : (
          <table className="leaver-table">
            <thead>
              <tr>
                <th scope="col">{t('owed.column.dueOn')}</th>
                <th scope="col">{t('owed.column.record')}</th>
                <th scope="col">{t('owed.column.car')}</th>
                <th scope="col">{t('owed.column.owner')}</th>
                <th scope="col">{t('filing.column.lacks')}</th>
                {!linked && <th scope="col" className="leaver-settled">{t('leaver.column.settled')}</th>}
              </tr>
            </thead>
            <tbody>
              {records.map((record) => (
                <tr key={record.id}>
                  <td><DateText on={record.dueOn} />{record.overdue && <small className="late"> {t('owed.overdue')}</small>}</td>
                  <td>
                    {t(`common.kind.${record.kind}`)} <small className="code">
                      {linked ? <Link href={paths.dossier(record.dossierId)}>{record.number}</Link> : record.number}
                    </small>
                  </td>
                  <td>{record.vehicle.plate ?? <span className="code">{record.vehicle.vin}</span>}</td>
                  <td>{record.ownerName}</td>
                  <td>{record.lacks.length === 0 ? <strong>{t('leaver.whole')}</strong> : record.lacks.map((lack) => lackText(t, lack)).join(join)}</td>
                  {!linked && <td>{'\u00A0'}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      {more && <p>{t('leaver.more', { count: records.length })}</p>}
      <Heading>{t('leaver.corrections')}</Heading>
      {corrections.length === 0
        ? <p>{t('leaver.noCorrections')}</p>
        : (
          <table className="leaver-table">
            <thead>
              <tr>
                <th scope="col">{t('leaver.column.dueOn')}</th>
                <th scope="col">{t('leaver.column.number')}</th>
                <th scope="col">{t('leaver.column.record')}</th>
                <th scope="col">{t('leaver.column.lacks')}</th>
                {!linked && <th scope="col" className="leaver-settled">{t('leaver.column.settled')}</th>}
              </tr>
            </thead>
            <tbody>
              {corrections.map((correction) => (
                <tr key={correction.id}>
                  <td><DateText on={correction.dueOn} />{correction.overdue && <small className="late"> {t('owed.overdue')}</small>}</td>
                  <td className="code">{linked ? <Link href={paths.corrections('open', correction.id)}>{correction.number}</Link> : correction.number}</td>
                  <td>
                    {correction.record.plate ?? <span className="code">{correction.record.vin}</span>}
                    {' '}<small className="code">{correction.record.number}</small>
                  </td>
                  <td>{correction.lacks.map((lack) => lackText(t, lack)).join(join)}</td>
                  {!linked && <td>{'\u00A0'}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      <Heading>{t('leaver.loans')}</Heading>
      {loans.length === 0
        ? <p>{t('leaver.noLoans')}</p>
        : (
          <table className="leaver-table">
            <thead>
              <tr>
                <th scope="col">{t('leaver.column.dueOn')}</th>
                <th scope="col">{t('leaver.column.number')}</th>
                <th scope="col">{t('leaver.column.asked')}</th>
                {!linked && <th scope="col" className="leaver-settled">{t('leaver.column.settled')}</th>}
              </tr>
            </thead>
            <tbody>
              {loans.map((loan) => (
                <tr key={loan.id}>
                  <td>
                    {loan.dueOn === null ? t('leaver.notOut') : <DateText on={loan.dueOn} />}
                    {loan.overdue && <small className="late"> {t('owed.overdue')}</small>}
                  </td>
                  <td className="code">{linked ? <Link href={paths.loans(loan.id)}>{loan.number}</Link> : loan.number}</td>
                  <td>{loan.dossier === null ? loan.asked : loan.dossier.plate ?? <span className="code">{loan.dossier.number}</span>}</td>
                  {!linked && <td>{'\u00A0'}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      <Heading>{t('leaver.copies')}</Heading>
      {copies.length === 0
        ? <p>{t('leaver.noCopies')}</p>
        : (
          <table className="leaver-table">
            <thead>
              <tr>
                <th scope="col">{t('leaver.column.made')}</th>
                <th scope="col">{t('leaver.column.number')}</th>
                <th scope="col">{t('leaver.column.copied')}</th>
                {!linked && <th scope="col" className="leaver-settled">{t('leaver.column.settled')}</th>}
              </tr>
            </thead>
            <tbody>
              {copies.map((copy) => (
                <tr key={copy.id}>
                  <td><DateText on={dayOf(copy.at)} /></td>
                  <td className="code">{linked ? <Link href={paths.copies('register')}>{copy.number}</Link> : copy.number}</td>
                  <td>
                    {copy.dossier.plate ?? <span className="code">{copy.dossier.number}</span>} <small className="code">{copy.recordNumber}</small> {t('copy.pages', { count: copy.pages })}
                    {copy.request !== null && ` · ${copy.request.recipient}`}
                  </td>
                  {!linked && <td>{'\u00A0'}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        )}
      {hiddenOf(hidden) > 0 && <p><strong>{t('leaver.hidden', { count: hiddenOf(hidden), ...hidden })}</strong></p>}
    </>
  )
}
