// Said on every screen to everybody: days and deadlines are counted by a clock that is wrong (DESIGN decision 10).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { dateTimeText } from '../components/DateText.tsx'
import { useSession } from './session.ts'

export function ClockNotice() {
  const { t } = useTranslation()
  const archive = useSession((session) => session.archive)
  if (!archive || archive.clockBehind === null) return null
  return (
    <Alert
      className="frame-notice" type="error" banner showIcon role="alert"
      title={t('session.clockBehind', { now: dateTimeText(archive.now), last: dateTimeText(archive.clockBehind) })}
    />
  )
}
