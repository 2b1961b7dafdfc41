// The desk itself: the program on this machine, the idle lock, the pattern of archive numbers, the recovery and the data key (rules A1, C5).
import { useAnswer } from '../../app/answer.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { ChangeDataKey } from './ChangeDataKey.tsx'
import { MachinePart } from './MachinePart.tsx'
import { ReplaceRecoveryKey } from './ReplaceRecoveryKey.tsx'
import { SettingsForm } from './SettingsForm.tsx'

export function DeskPart() {
  const settings = useAnswer('settings.get', {})
  const keepsStaff = usePermits('staff.manage')
  return (
    <div className="settings">
      <MachinePart />
      <Answered answer={settings}>{(value) => <SettingsForm settings={value} onSaved={settings.reload} />}</Answered>
      {keepsStaff && <ReplaceRecoveryKey />}
      {keepsStaff && <ChangeDataKey />}
    </div>
  )
}
