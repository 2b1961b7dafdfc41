// What the two sides sign for: each record with what was received and what is missing, in words (rule H3).
import { useTranslation } from 'react-i18next'
import { useToday } from '../../app/session.ts'
import { lackText, paperName } from '../../components/PaperName.tsx'
import type { BundleEntry } from './bundle.ts'
import { lacksNow, papersOf } from './ticks.ts'

export function SignSummary({ entries }: { entries: readonly BundleEntry[] }) {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <section className="sign-summary" aria-labelledby="sign-summary">
      <h2 id="sign-summary">{t('handover.sign.summary')}</h2>
      <ol>
        {entries.map(({ record, ticks }) => {
          const present = papersOf(record, ticks).filter((paper) => paper.presence === 'present')
          const lacks = lacksNow(record, ticks, today)
          return (
            <li key={record.id}>
              <strong>{record.ownerName} · {record.vehicle.plate ?? record.vehicle.vin}</strong>
              <span className="faint"> {t(`common.kind.${record.kind}`)} <span className="code">{record.number}</span></span>
              <p>
                {t('handover.sign.received', { count: present.length })}{present.length > 0 && t('book.line.colon')}
                {present.map((paper) => paperName(t, paper.code)).join(t('book.line.separator'))}
              </p>
              <p className={lacks.length === 0 ? 'fine' : 'late'}>
                {lacks.length === 0
                  ? t('handover.sign.complete')
                  : `${t('handover.sign.lacking', { count: lacks.length })}${t('book.line.colon')}${lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))}`}
              </p>
              {ticks.remark !== '' && <p>{t('handover.check.remark')}{t('book.line.colon')}{ticks.remark}</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
