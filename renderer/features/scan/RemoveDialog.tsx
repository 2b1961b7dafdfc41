// Taking pages out, with a reason that stays on the record (rule F2).
import { App, Form, Input, Tag } from 'antd'
import { useTranslation } from 'react-i18next'
import { requiredLine } from '#shared/contract/field.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAct } from '../../app/answer.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { call } from '../../api.ts'

const USUAL = ['blurred', 'doubled', 'wrongPaper', 'wrongCar'] as const

type RemoveDialogProps = { scanIds: readonly Id<'scan'>[]; onClose: () => void; onRemoved: () => void }

export function RemoveDialog({ scanIds, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ reason: string }>()
  const remove = useAct(async ({ reason }: { reason: string }) => {
    await call('scan.remove', { scanIds: [...scanIds], reason })
    void message.success(t('scan.remove.done', { count: scanIds.length }))
    onRemoved()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<{ reason: string }>
      name="remove-scans"
      title={t('scan.remove.title', { count: scanIds.length })}
      submit={t('scan.remove.submit')}
      danger
      form={form}
      initialValues={{ reason: '' }}
      act={remove}
      onCancel={onClose}
    >
      <p>{t('scan.remove.intro')}</p>
      <Form.Item name="reason" label={t('scan.remove.reason')} required rules={[schemaRule(requiredLine(200))]}>
        <Input maxLength={200} />
      </Form.Item>
      <p className="scan-usual">
        {USUAL.map((each) => {
          const words = t(`scan.remove.usual.${each}`)
          return (
            <Tag key={each} variant="outlined">
              <button type="button" onClick={() => form.setFieldValue('reason', words)}>{words}</button>
            </Tag>
          )
        })}
      </p>
    </FormDialog>
  )
}
