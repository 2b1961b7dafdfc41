// One record on the handover slip: its car, its papers as they were found, what is missing.
import { useTranslation } from 'react-i18next'
import type { BookLineView } from '#shared/contract/handover.ts'
import { DateText } from '../components/DateText.tsx'
import { erasedText, papersBrought } from '../features/book/lineWords.ts'
import { lackText, paperName } from '../components/PaperName.tsx'

export function SlipLine({ line }: { line: BookLineView }) {
  const { t } = useTranslation()
  const present = papersBrought(line).filter((paper) => paper.presence === 'present')
  return (
    <section className="slip-line">
      <h3>
        {t('handover.done.line', { seq: line.seq })} {t(`common.kind.${line.recordKind}`)}
        {line.kind === 'supplement' && ` · ${t('handover.slip.supplement')}`}
        {line.struckBy !== null && <strong> {t('handover.slip.struck', { seq: line.struckBy })}</strong>}
      </h3>
      <dl>
        <dt>{t('handover.slip.archiveNumber')}</dt>
        <dd>{line.dossierNumber}</dd>
        <dt>{t('handover.slip.recordNumber')}</dt>
        <dd>{line.recordNumber}</dd>
        <dt>{t('handover.slip.car')}</dt>
        <dd>
          {line.vin !== '' && <>{[line.plate ?? t('dossier.noPlate'), line.model].join(' · ')} · <code>{line.vin}</code> </>}
          {line.erased !== undefined && erasedText(t, line.erased)}
        </dd>
        <dt>{t('handover.slip.customer')}</dt>
        <dd>{line.ownerName}</dd>
        <dt>{t('handover.slip.deliveredOn')}</dt>
        <dd><DateText on={line.deliveredOn} /></dd>
        <dt>{t('handover.slip.dueOn')}</dt>
        <dd>
          <DateText on={line.dueOn} />
          {line.dueProvisional && ` ${t('record.provisional')}`}
          {line.onTime !== null && ` · ${t(line.onTime ? 'book.line.onTime' : 'book.line.late')}`}
        </dd>
      </dl>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('handover.slip.handedOver')}</th>
            <th scope="col">{t('handover.slip.form')}</th>
            <th scope="col">{t('handover.slip.count')}</th>
            <th scope="col">{t('handover.slip.note')}</th>
          </tr>
        </thead>
        <tbody>
          {present.length === 0 && <tr><td colSpan={4}>{t('common.none')}</td></tr>}
          {present.map((paper) => (
            <tr key={paper.code}>
              <td>{paperName(t, paper.code)}</td>
              <td>{t(`record.paper.${paper.form}`)}</td>
              <td>{paper.count}</td>
              <td>{paper.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <strong>{t('handover.slip.missing')}{t('book.line.colon')}</strong>
        {line.lacks.length === 0 ? t('handover.slip.noLacks') : line.lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))}
      </p>
      {line.remark !== '' && <p><strong>{t('handover.slip.remark')}{t('book.line.colon')}</strong>{line.remark}</p>}
    </section>
  )
}
