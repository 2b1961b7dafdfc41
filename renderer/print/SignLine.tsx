// A line to sign on by hand, with whose it is and the day.
import { useTranslation } from 'react-i18next'
import type { LocalDate } from '#shared/domain/local-date.ts'

export function SignLine({ label, name, on }: { label: string; name: string; on: LocalDate | null }) {
  const { t } = useTranslation()
  return (
    <p className="sign-line">
      <span>{label}{name !== '' && ` · ${name}`}</span>
      <span>{t('correction.notice.date')} {on ?? ''}</span>
    </p>
  )
}
