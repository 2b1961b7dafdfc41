// Fetches one dossier from a backup point, as it stood then, into a folder; who has no authority over copies has somebody beside them who has (rule S4).
import { Alert, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BackupPointView } from '#shared/contract/backup.ts'
import { fetchContract } from '#shared/contract/fetch.ts'
import { provenPassword } from '#shared/contract/field.ts'
import { EXPORT_LANGUAGES } from '#shared/domain/export.ts'
import { permits } from '#shared/domain/role.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useMe, usePermits } from '../../app/session.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { DossierBox } from '../../components/DossierBox.tsx'
import { FolderField } from '../../components/FolderField.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

const { dossier, purpose } = fetchContract['dossier.fetch'].input.shape

type Values = { dossier: string; purpose: string; folder: string; approverLogin?: string; approverPassword?: string; password: string }

type FetchProps = {
  /** The folder of the backups. */
  backup: string
  point: BackupPointView
  onStarted: (taskId: string, target: string) => void
  onCancel: () => void
}

export function Fetch({ backup, point, onStarted, onCancel }: FetchProps) {
  const { t, i18n } = useTranslation()
  const [form] = Form.useForm<Values>()
  const typed = (Form.useWatch('dossier', form) ?? '').trim()
  const approver = Form.useWatch('approverLogin', form)
  const me = useMe()
  // The general manager decides alone (S4); whoever was given that authority may leave it empty.
  const decides = usePermits('copy.delegate')
  const colleagues = useAnswer('staff.colleagues', {}).value ?? []
  const approvers = colleagues.filter(({ id, roles }) => id !== me.id && permits(roles, 'copy.request'))
    .toSorted((one, other) => Number(permits(other.roles, 'copy.delegate')) - Number(permits(one.roles, 'copy.delegate')))
  const act = useAct(
    async ({ approverLogin, approverPassword = '', ...values }: Values) => {
      const language = EXPORT_LANGUAGES.find((known) => known === i18n.language) ?? 'zh-CN'
      const { taskId } = await call('dossier.fetch', { ...values, backup, id: point.id, language, approverLogin: approverLogin ?? null, approverPassword })
      onStarted(taskId, values.folder)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog<Values>
      name="fetch" title={t('backup.fetchTitle')} submit={t('backup.fetchRun')} danger width={720} form={form}
      initialValues={{ dossier: '', purpose: '', folder: '', approverPassword: '', password: '' }} act={act} onCancel={onCancel}
    >
      <p>{t('backup.fetchWhat', { time: dateTimeText(point.takenAt) })}</p>
      <Alert className="note" type="warning" showIcon title={t('exports.unencrypted')} />
      <div className="backup-pair">
        <Form.Item name="dossier" label={t('backup.fetchDossier')} extra={t('backup.fetchDossierExtra')} rules={[schemaRule(dossier)]}>
          <DossierBox typed={typed} found={false} hint={t('backup.fetchDossierHint')} />
        </Form.Item>
        <Form.Item name="purpose" label={t('backup.fetchPurpose')} rules={[schemaRule(purpose)]}>
          <Input maxLength={200} placeholder={t('backup.fetchPurposeHint')} />
        </Form.Item>
      </div>
      <FolderField name="folder" label={t('exports.folder')} extra={t('exports.folderHint')} />
      {!decides && (
        <div className="backup-pair">
          <Form.Item name="approverLogin" label={t('backup.fetchApprover')} extra={approver === undefined && t('backup.fetchApproverExtra')}>
            <Select
              allowClear placeholder={t('backup.fetchApproverNone')} showSearch={{ optionFilterProp: 'label' }}
              onSelect={() => form.setFields([{ name: 'approverLogin', errors: [] }])}
              options={approvers.map(({ login, name, department }) => ({ value: login, label: `${name} · ${department.name}` }))}
            />
          </Form.Item>
          {approver !== undefined && (
            <Form.Item name="approverPassword" label={t('backup.fetchApproverPassword')} rules={[schemaRule(provenPassword)]}>
              <Input.Password autoComplete="off" visibilityToggle={false} maxLength={200} />
            </Form.Item>
          )}
        </div>
      )}
      <Form.Item name="password" label={t('backup.password')} rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}
