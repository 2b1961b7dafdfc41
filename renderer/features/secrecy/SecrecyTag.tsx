// How secret something is, with the day on which that ends by itself (rules S1, S2).
import { Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Secrecy } from '#shared/domain/secrecy.ts'

export function SecrecyTag({ secrecy: { level, until } }: { secrecy: Secrecy }) {
  const { t } = useTranslation()
  return (
    <Tag color={level === 'restricted' ? 'default' : 'error'} variant="outlined">
      {t(`dossier.secrecy.${level}`)}{until !== null && <> · {t('secrecy.until', { day: until })}</>}
    </Tag>
  )
}
