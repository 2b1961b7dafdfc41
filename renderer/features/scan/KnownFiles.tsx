// Says where a file that was just put in is already, as far as the person may know (rule F2).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { paperName } from '../../components/PaperName.tsx'
import type { Uploads } from './uploads.ts'

export function KnownFiles({ items, dismiss }: Pick<Uploads, 'items' | 'dismiss'>) {
  const { t } = useTranslation()
  return items.map(({ key, name, state }) => {
    if (state.at !== 'done' || (state.known.places.length === 0 && state.known.elsewhere === 0)) return null
    const places = [
      ...state.known.places.map(({ recordNumber, code }) => t('scan.put.knownAt', { record: recordNumber, paper: paperName(t, code) })),
      ...(state.known.elsewhere === 0 ? [] : [t('scan.put.knownElsewhere', { count: state.known.elsewhere })]),
    ]
    return (
      <Alert
        key={key}
        type="info"
        showIcon
        className="scan-note"
        title={t('scan.put.known', { name, places: places.join(t('book.line.separator')) })}
        closable={{ 'aria-label': t('scan.put.dismissOf', { name }), onClose: () => dismiss(key) }}
      />
    )
  })
}
