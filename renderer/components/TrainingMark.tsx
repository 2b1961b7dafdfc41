// 演练: shown wherever a training archive is open, on every screen.
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSession } from '../app/session.ts'

export function TrainingMark() {
  const { t } = useTranslation()
  const training = useSession((session) => session.archive?.training ?? false)
  if (!training) return null
  return (
    <Tooltip title={t('common.trainingHint')}>
      <span className="training-mark">{t('common.training')}</span>
    </Tooltip>
  )
}
