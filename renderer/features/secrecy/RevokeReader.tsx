// Ends a reading, named or granted, at once and with a reason (rules S3, L5).
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { note } from '#shared/contract/field.ts'
import type { ReaderView } from '#shared/contract/secrecy.ts'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { call } from '../../api.ts'

export function RevokeReader({ reader: { id, person, dossierNumber }, onClose }: { reader: ReaderView; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <ReasonDialog
      name="revoke-reader" about={id} title={t('secrecy.revokeTitle', { name: person.name })} submit={t('secrecy.revoke')} danger
      label={t('secrecy.reason')} schema={note(500)} longest={500}
      onReason={async (reason) => {
        await call('access.revoke', { id, reason })
        void message.success(t('secrecy.revoked'))
        onClose(true)
      }}
      onCancel={() => onClose(false)}
    >
      <p className="code faint">{dossierNumber}</p>
    </ReasonDialog>
  )
}
