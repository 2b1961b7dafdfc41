// One act on a leak: taken up, a measure added or done, findings, closed, opened again (rule S5).
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LeakDetail } from '#shared/contract/leak.ts'
import { leakFields } from '#shared/contract/leak.ts'
import type { Id } from '#shared/domain/id.ts'
import { LEAK_LIMITS, type LeakAct } from '#shared/domain/leak.ts'
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { useAct } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { call } from '../../api.ts'

export type LeakDoing = { act: Exclude<LeakAct, 'done'> } | { act: 'done'; measureId: Id<'leakMeasure'> }

type Values = { remark: string; what: string; who: string; dueOn: LocalDate; on: LocalDate; findings: string; responsible: string; outcome: string }

const ROWS = { minRows: 2, maxRows: 8 }

type LeakDialogProps = { leak: LeakDetail; doing: LeakDoing; onClose: () => void; onDone: () => void }

export function LeakDialog({ leak: { id, number, reportedAt, following }, doing, onClose, onDone }: LeakDialogProps) {
  const { t } = useTranslation()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const start: Values = {
    remark: '', what: '', who: '', dueOn: today, on: today, findings: following?.findings ?? '', responsible: following?.responsible ?? '',
    outcome: following?.outcome ?? '',
  }
  const send = async ({ remark, what, who, dueOn, on, findings, responsible, outcome }: Values): Promise<unknown> => {
    switch (doing.act) {
      case 'follow':
      case 'reopen':
        return call(`leak.${doing.act}`, { id, remark })
      case 'measure':
        return call('leak.measure', { id, what, who, dueOn })
      case 'done':
        return call('leak.done', { id, measureId: doing.measureId, on, remark })
      case 'find':
        return call('leak.find', { id, findings, responsible })
      case 'close':
        return call('leak.close', { id, outcome })
    }
  }
  const run = useAct(async (given: Values) => {
    // A form gives what its fields hold and nothing else.
    const values = { ...start, ...given }
    await send(values)
    onDone()
  }, (error) => applyFieldProblems(form, error))
  const { act } = doing
  return (
    <FormDialog<Values>
      name="leak-act" title={`${t(`leak.did.${act}`)} · ${number}`} submit={t(`leak.did.${act}`)} width={520} form={form} initialValues={start} act={run}
      onCancel={onClose}
    >
      {act === 'measure' && (
        <>
          <Form.Item name="what" label={t('leak.say.measure')} required rules={[schemaRule(leakFields.measure)]}><Input maxLength={200} autoComplete="off" /></Form.Item>
          <Form.Item name="who" label={t('leak.say.who')} required rules={[schemaRule(leakFields.who)]}><Input maxLength={60} autoComplete="off" /></Form.Item>
          <Form.Item name="dueOn" label={t('leak.say.dueOn')}><DayPicker earliest={dayOf(reportedAt)} /></Form.Item>
        </>
      )}
      {act === 'done' && <Form.Item name="on" label={t('leak.say.on')}><DayPicker earliest={dayOf(reportedAt)} latest={today} /></Form.Item>}
      {act === 'find' && (
        <>
          <Form.Item name="findings" label={t('leak.say.findings')} required rules={[schemaRule(leakFields.findings)]}>
            <Input.TextArea maxLength={LEAK_LIMITS.text} autoSize={ROWS} />
          </Form.Item>
          <Form.Item name="responsible" label={t('leak.say.responsible')} extra={t('leak.responsibleHint')} rules={[schemaRule(leakFields.responsible)]}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        </>
      )}
      {act === 'close' && (
        <Form.Item name="outcome" label={t('leak.say.close')} required rules={[schemaRule(leakFields.outcome)]}>
          <Input.TextArea maxLength={LEAK_LIMITS.text} autoSize={ROWS} />
        </Form.Item>
      )}
      {(act === 'follow' || act === 'reopen' || act === 'done') && (
        <Form.Item
          name="remark" label={t(`leak.say.${act}`)} required={act === 'reopen'} rules={[schemaRule(act === 'reopen' ? leakFields.reason : leakFields.remark)]}
        >
          <Input.TextArea maxLength={500} autoSize={ROWS} />
        </Form.Item>
      )}
    </FormDialog>
  )
}
