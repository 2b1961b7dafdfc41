// The store's settings: the idle lock, the pattern of archive numbers, the recovery key (rules A1, C5).
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { Page } from '../../components/Page.tsx'
import { usePermits } from '../../app/session.ts'
import { ReplaceRecoveryKey } from './ReplaceRecoveryKey.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import './settings.css'

export function Settings() {
  const { t } = useTranslation()
  const settings = useAnswer('settings.get', {})
  const keepsStaff = usePermits('staff.manage')
  return (
    <Page title={t('settings.title')}>
      <div className="settings">
        <Answered answer={settings}>{(value) => <SettingsForm settings={value} onSaved={settings.reload} />}</Answered>
        {keepsStaff && <ReplaceRecoveryKey />}
      </div>
    </Page>
  )
}
