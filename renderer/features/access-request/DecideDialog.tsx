// Grants, declines, or says which dossier a request means (rules L5, S1).
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { AccessRequestView } from '#shared/contract/access-request.ts'
import { note, requiredLine } from '#shared/contract/field.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { call } from '../../api.ts'

export type Decision = 'grant' | 'decline' | 'name'
type Values = { remark: string; dossier: string }

const BLANK: Values = { remark: '', dossier: '' }

async function send(t: TFunction, decision: Decision, { id, number }: AccessRequestView, { remark, dossier }: Values): Promise<string> {
  switch (decision) {
    case 'grant': {
      const { until } = await call('access.grant', { id, remark })
      return t('access.granted', { number, until })
    }
    case 'decline':
      await call('access.decline', { id, remark })
      return t('access.declined', { number })
    case 'name':
      await call('access.name', { id, dossier })
      return t('access.named', { number })
  }
}

type DecideDialogProps = { request: AccessRequestView; decision: Decision; onClose: (changed: boolean) => void }

export function DecideDialog({ request, decision, onClose }: DecideDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const act = useAct(async (values: Values) => {
    void message.success(await send(t, decision, request, { ...BLANK, ...values }))
    onClose(true)
  }, (error) => applyFieldProblems(form, error))
  const reasoned = decision === 'decline'
  return (
    <FormDialog<Values>
      name="access-decide" title={t(`access.${decision}Title`, { number: request.number })} submit={t(`access.act.${decision}`)} danger={reasoned}
      form={form} initialValues={BLANK} act={act} onCancel={() => onClose(false)}
    >
      <p>{request.person.name} · {request.person.department}<br />{request.dossier?.number ?? request.asked}<br /><span className="faint">{request.purpose}</span></p>
      {decision === 'name' ? (
        <Form.Item name="dossier" label={t('access.form.dossier')} rules={[schemaRule(requiredLine(100))]} required>
          <Input maxLength={100} placeholder={t('access.form.dossierHint')} autoComplete="off" />
        </Form.Item>
      ) : (
        <Form.Item
          name="remark" label={t(reasoned ? 'access.reason' : 'access.remark')} required={reasoned}
          rules={[schemaRule(note(500)), ...(reasoned ? [{ required: true, whitespace: true, message: fieldProblem('text.required') }] : [])]}
        >
          <Input maxLength={500} autoComplete="off" />
        </Form.Item>
      )}
    </FormDialog>
  )
}
