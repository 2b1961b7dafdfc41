// A numbered copy (rule S4): which pages, what for. The number is given by the archive, and only then is anything printed.
import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { requiredLine } from '#shared/contract/field.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAct } from '../../app/answer.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { call } from '../../api.ts'
import type { Copy } from '../../print/ScanCopy.tsx'

/** As many as the contract allows in one copy. */
const MOST = 200

export type CopyChoice = { key: 'selected' | 'current' | 'paper' | 'all'; scanIds: readonly Id<'scan'>[] }

type Values = { choice: CopyChoice['key']; purpose: string }

type CopyDialogProps = {
  recordId: Id<'record'>
  /** What may be copied, the likeliest first; each with at least one page. */
  choices: readonly CopyChoice[]
  onClose: () => void
  onMade: (copy: Copy) => void
}

export function CopyDialog({ recordId, choices, onClose, onMade }: CopyDialogProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const make = useAct(async ({ choice, purpose }: Values) => {
    const scanIds = [...(choices.find(({ key }) => key === choice)?.scanIds ?? [])]
    const made = await call('scan.copy', { recordId, scanIds, purpose })
    onMade({ ...made, scanIds, purpose: purpose.trim() })
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="copy-scans"
      title={t('scan.copy.title')}
      submit={t('scan.copy.submit')}
      form={form}
      initialValues={{ ...(choices[0] === undefined ? {} : { choice: choices[0].key }), purpose: '' }}
      act={make}
      onCancel={onClose}
    >
      <p>{t('scan.copy.intro')}</p>
      <Form.Item name="choice" label={t('scan.copy.pages')}>
        <Radio.Group
          vertical
          aria-label={t('scan.copy.pages')}
          options={choices.map(({ key, scanIds }) => ({
            value: key,
            label: `${t(`scan.copy.choice.${key}`, { count: scanIds.length })}${scanIds.length > MOST ? ` · ${t('scan.copy.tooMany', { count: MOST })}` : ''}`,
            disabled: scanIds.length > MOST,
          }))}
        />
      </Form.Item>
      <Form.Item name="purpose" label={t('scan.copy.purpose')} required rules={[schemaRule(requiredLine(200))]}>
        <Input maxLength={200} placeholder={t('scan.copy.purposeHint')} />
      </Form.Item>
    </FormDialog>
  )
}
