// Striking a line through by a later, signed correction that points at it (rule H5).
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { note, provenPassword } from '#shared/contract/field.ts'
import type { BookLineView } from '#shared/contract/handover.ts'
import { useAct } from '../../app/answer.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { call } from '../../api.ts'

type Values = { remark: string; password: string }

type StrikeDialogProps = { line: BookLineView; onClose: () => void; onStruck: () => void }

export function StrikeDialog({ line, onClose, onStruck }: StrikeDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const strike = useAct(async (values: Values) => {
    const { seq } = await call('book.strike', { seq: line.seq, ...values })
    void message.success(t('book.strike.done', { seq }))
    onStruck()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="strike"
      title={t('book.strike.title', { seq: line.seq })}
      submit={t('book.strike.submit')}
      danger
      form={form}
      initialValues={{ remark: '' }}
      act={strike}
      onCancel={onClose}
    >
      <p>{t('book.strike.intro')}</p>
      <p><strong>{line.ownerName} · {line.plate ?? line.vin} · {t(`common.kind.${line.recordKind}`)}</strong></p>
      <Form.Item
        name="remark"
        label={t('book.strike.reason')}
        required
        rules={[schemaRule(note(500)), { required: true, whitespace: true, message: fieldProblem('text.required') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
      <Form.Item name="password" label={t('book.strike.password')} required rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="off" visibilityToggle={false} />
      </Form.Item>
    </FormDialog>
  )
}
