// Striking a line through by a later, signed correction that points at it (rule H5).
import { App, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { note, provenPassword } from '#shared/contract/field.ts'
import type { BookLineView } from '#shared/contract/handover.ts'
import { useAct } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { problemText } from '../../components/ProblemText.tsx'
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
  }, (error) => {
    if (error.code !== 'wrongPassword') return applyFieldProblems(form, error)
    form.setFields([{ name: 'password', errors: [t('handover.sign.wrongReceiver')] }])
    form.focusField('password')
    return true
  })
  return (
    <Modal
      open
      title={t('book.strike.title', { seq: line.seq })}
      okText={t('book.strike.submit')}
      okButtonProps={{ danger: true, loading: strike.running }}
      cancelText={t('common.cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('book.strike.intro')}</p>
      <p><strong>{line.ownerName} · {line.plate ?? line.vin} · {t(`common.kind.${line.recordKind}`)}</strong></p>
      <ErrorNote error={strike.error} />
      <Form<Values> form={form} layout="vertical" name="strike" initialValues={{ remark: '' }} onFinish={(values) => void strike.run(values)}>
        <Form.Item
          name="remark"
          label={t('book.strike.reason')}
          required
          rules={[schemaRule(note(500)), { required: true, whitespace: true, message: problemText('text.required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="password" label={t('book.strike.password')} required rules={[schemaRule(provenPassword)]}>
          <Input.Password autoComplete="off" visibilityToggle={false} onPressEnter={() => form.submit()} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
