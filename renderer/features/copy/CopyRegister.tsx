// The copy register (复制登记簿): every copy made, by day and dossier, and what became of it (rule S4).
import { App, Button, Checkbox, Form, Input, Radio } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CopyRowView } from '#shared/contract/copy.ts'
import { note } from '#shared/contract/field.ts'
import { COPY_OUTCOMES, type CopyOutcome } from '#shared/domain/copy.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { DayPicker } from '../../components/DayPicker.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { printPaths } from '../../print/paths.ts'
import { call } from '../../api.ts'
import { CopyRegisterTable } from './CopyRegisterTable.tsx'

const LISTED = 100
/** Shown to begin with, in days. */
const BACK = 90

export function CopyRegister() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const today = useToday()
  const keeps = usePermits('copy.keep')
  const [from, setFrom] = useState<LocalDate>(addDays(today, -BACK))
  const [to, setTo] = useState<LocalDate>(today)
  const [text, setText] = useState('')
  const [out, setOut] = useState(false)
  const [before, setBefore] = useState<Id<'copy'> | null>(null)
  const [settling, setSettling] = useState<CopyRowView | null>(null)
  const answer = useAnswer('copy.register', { from, to: to < from ? from : to, text, out, before, limit: LISTED })
  const first = (set: () => void): void => {
    set()
    setBefore(null)
  }
  return (
    <>
      <div className="copy-bar">
        <span>{t('copy.register.from')}</span>
        <DayPicker value={from} label={t('copy.register.from')} onChange={(day) => first(() => setFrom(day ?? from))} />
        <span>{t('copy.register.to')}</span>
        <DayPicker value={to} label={t('copy.register.to')} onChange={(day) => first(() => setTo(day ?? to))} />
        <Input.Search
          className="copy-search" allowClear maxLength={100} placeholder={t('copy.register.search')} aria-label={t('copy.register.searchLabel')}
          onSearch={(wanted) => first(() => setText(wanted))}
        />
        <Checkbox checked={out} onChange={({ target }) => first(() => setOut(target.checked))}>{t('copy.register.out')}</Checkbox>
        <span className="copy-bar-end">
          {answer.value !== null && <span className="faint">{t('copy.register.stillOut', { count: answer.value.stillOut })}</span>}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.copyRegister(from, to < from ? from : to, out, text))}>{t('copy.register.print')}</Button>
        </span>
      </div>
      <Answered answer={answer}>
        {({ copies, more }) => (
          <>
            {copies.length === 0
              ? <EmptyState title={t('copy.empty.register')} text={t('copy.emptyText.register')} />
              : <div className="book-paper copy-paper"><CopyRegisterTable copies={copies} heading={null} {...(keeps ? { onSettle: setSettling } : {})} linked /></div>}
            <p className="copy-paging">
              {before !== null && <Button onClick={() => setBefore(null)}>{t('copy.register.newest')}</Button>}
              {more && <Button onClick={() => setBefore(copies.at(-1)?.id ?? null)}>{t('copy.register.older')}</Button>}
            </p>
          </>
        )}
      </Answered>
      {settling !== null && (
        <SettleDialog
          copy={settling}
          onClose={() => setSettling(null)}
          onDone={() => {
            setSettling(null)
            answer.reload()
          }}
        />
      )}
    </>
  )
}

type Settling = { outcome: CopyOutcome; on: LocalDate; remark: string }

function SettleDialog({ copy: { id, number, at }, onClose, onDone }: { copy: CopyRowView; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Settling>()
  const act = useAct(async (values: Settling) => {
    await call('copy.settle', { id, ...values })
    void message.success(t('copy.settle.done', { number }))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Settling>
      name="copy-settle" title={t('copy.settle.title', { number })} submit={t('copy.settle.submit')} form={form}
      initialValues={{ outcome: 'returned', on: today, remark: '' }} act={act} onCancel={onClose}
    >
      <Form.Item name="outcome" label={t('copy.settle.outcome')}>
        <Radio.Group aria-label={t('copy.settle.outcome')} options={COPY_OUTCOMES.map((each) => ({ value: each, label: t(`copy.register.outcome.${each}`) }))} />
      </Form.Item>
      <Form.Item name="on" label={t('copy.settle.on')}><DayPicker earliest={dayOf(at)} latest={today} /></Form.Item>
      <Form.Item name="remark" label={t('copy.settle.remark')} rules={[schemaRule(note(200))]}><Input maxLength={200} autoComplete="off" /></Form.Item>
    </FormDialog>
  )
}
