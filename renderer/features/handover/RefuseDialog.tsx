// Sending a record back with a reason, signed by the archivist's password (F9 is one reason); it stays due.
import { App, Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ListedRecordView } from '#shared/contract/record.ts'
import { REFUSAL_REASONS } from '#shared/contract/handover.ts'
import { note, provenPassword } from '#shared/contract/field.ts'
import { useAct } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { problemText } from '../../components/ProblemText.tsx'
import { call } from '../../api.ts'

type Values = { reason: (typeof REFUSAL_REASONS)[number]; remark: string; password: string }

type RefuseDialogProps = { record: ListedRecordView; onClose: () => void; onRefused: () => void }

export function RefuseDialog({ record, onClose, onRefused }: RefuseDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const reason = Form.useWatch('reason', form)
  const refuse = useAct(async (values: Values) => {
    const { seq } = await call('handover.refuse', { recordId: record.id, ...values })
    void message.success(t('handover.refuse.done', { seq }))
    onRefused()
  }, (error) => {
    if (error.code !== 'wrongPassword') return applyFieldProblems(form, error)
    form.setFields([{ name: 'password', errors: [t('handover.sign.wrongReceiver')] }])
    form.focusField('password')
    return true
  })
  return (
    <Modal
      open
      title={t('handover.refuse.title', { number: record.number })}
      okText={t('handover.refuse.submit')}
      okButtonProps={{ danger: true, loading: refuse.running }}
      cancelText={t('common.cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{t('handover.refuse.intro')}</p>
      <ErrorNote error={refuse.error} />
      <Form<Values>
        form={form}
        layout="vertical"
        name="refuse"
        initialValues={{ reason: 'ink', remark: '' }}
        onFinish={(values) => void refuse.run(values)}
      >
        <Form.Item name="reason" label={t('handover.refuse.reason')}>
          <Radio.Group
            vertical
            aria-label={t('handover.refuse.reason')}
            options={REFUSAL_REASONS.map((each) => ({ value: each, label: t(`handover.refusal.${each}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="remark"
          label={t('handover.refuse.remark')}
          required={reason === 'other'}
          rules={[
            schemaRule(note(500)),
            ...(reason === 'other' ? [{ required: true, whitespace: true, message: problemText('text.required') }] : []),
          ]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
        <Form.Item name="password" label={t('handover.refuse.password')} required rules={[schemaRule(provenPassword)]}>
          <Input.Password autoComplete="off" visibilityToggle={false} onPressEnter={() => form.submit()} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
