// Above a form whose button counts down: why, and that nobody is locked out for good (rule A1).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'

export function WaitNote({ left }: { left: number }) {
  const { t } = useTranslation()
  // Said once: the button alone counts, or a screen reader would say it every second.
  return left === 0 ? null : <Alert type="warning" showIcon title={t('session.wait.title')} description={t('session.wait.why')} className="note" role="alert" />
}
