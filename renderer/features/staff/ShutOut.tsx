// Shuts a leaver out at once, after saying what is still in their hands; the name stays on every line they signed (rules A1, H6).
import { App, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StaffView } from '#shared/contract/staff.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { InHands } from '../leaver/InHands.tsx'

export function ShutOut({ person, onClose }: { person: StaffView; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const act = useAct(async () => {
    await call('staff.update', {
      id: person.id, name: person.name, departmentId: person.department.id, roles: person.roles, active: false,
    })
    void message.success(t('staff.leave.done', { name: person.name }))
    onClose(true)
  })
  return (
    <Modal
      open
      width={480}
      title={t('staff.leave.title', { name: person.name })}
      okText={t('staff.leave.submit')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={act.running}
      onOk={() => void act.run()}
      onCancel={() => onClose(false)}
    >
      <ErrorNote error={act.error} />
      <InHands person={person} />
      <p>{t('staff.leave.what')}</p>
    </Modal>
  )
}
