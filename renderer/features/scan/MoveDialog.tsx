// Pages that were put onto the wrong paper, or the wrong record of the car, go to the right one.
import { App, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RecordDetailView } from '#shared/contract/record.ts'
import { toId, type Id } from '#shared/domain/id.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { applyFieldProblems } from '../../components/form.ts'
import { paperName } from '../../components/PaperName.tsx'
import { chosenRule } from '../record/fieldRules.ts'
import { call } from '../../api.ts'

type Values = { recordId: number; code?: string }

type MoveDialogProps = {
  record: RecordDetailView
  scanIds: readonly Id<'scan'>[]
  /** The paper they are on now, which is not offered; null where they are of several. */
  from: string | null
  onClose: () => void
  onMoved: () => void
}

export function MoveDialog({ record, scanIds, from, onClose, onMoved }: MoveDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const recordId = Form.useWatch('recordId', form) ?? record.id
  const filing = useAnswer('filing.ofDossier', { dossierId: record.dossierId })
  const others = (filing.value?.records ?? []).map((each) => each.recordId).filter((id) => id !== record.id).slice(0, 60)
  const opened = useAnswer('record.open', others.length === 0 ? null : { ids: others })
  const records = [record, ...(opened.value ?? [])]
  const checklist = records.find(({ id }) => id === recordId)?.checklist ?? []
  const move = useAct(async ({ code = '' }: Values) => {
    await call('scan.move', { scanIds: [...scanIds], recordId: toId<'record'>(recordId), code })
    void message.success(t('scan.move.done', { paper: paperName(t, code) }))
    onMoved()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="move-scans"
      title={t('scan.move.title', { count: scanIds.length })}
      submit={t('scan.move.submit')}
      form={form}
      initialValues={{ recordId: record.id }}
      act={move}
      onCancel={onClose}
    >
      <Form.Item name="recordId" label={t('scan.move.record')} hidden={records.length === 1}>
        <Select
          onChange={() => form.resetFields(['code'])}
          options={records.map(({ id, number, kind, deliveredOn }) => ({
            value: id,
            label: id === record.id ? t('scan.move.thisRecord') : `${t(`common.kind.${kind}`)} ${deliveredOn} · ${number}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="code" label={t('scan.move.paper')} required rules={[chosenRule]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={checklist
            .filter(({ code }) => recordId !== record.id || code !== from)
            .map(({ code }) => ({ value: code, label: paperName(t, code) }))}
        />
      </Form.Item>
    </FormDialog>
  )
}
