// Ordering a correction for what is lacking of a record (rule V10): from its dossier, the list of gaps, or right after the handover.
import { App, Button, Checkbox, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CorrectionView } from '#shared/contract/correction.ts'
import type { PersonView } from '#shared/contract/session.ts'
import type { Id } from '#shared/domain/id.ts'
import type { Lack } from '#shared/domain/paper.ts'
import { mayAnswerFor, type RecordKind } from '#shared/domain/record.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { ColleagueSelect } from '../../components/ColleagueSelect.tsx'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { lackText } from '../../components/PaperName.tsx'
import { printPaths } from '../../print/paths.ts'
import { call } from '../../api.ts'

export type Lacking = { id: Id<'record'>; number: string; kind: RecordKind; dossierId: Id<'dossier'>; responsible: { id: Id<'person'>; name: string }; lacks: readonly Lack[] }

type OrderButtonProps = { record: Lacking; onOrdered?: () => void }

/** Nothing where nothing is lacking, or for whoever may not order. */
export function OrderButton({ record, onOrdered }: OrderButtonProps) {
  const { t } = useTranslation()
  const mayOrder = usePermits('correction.order')
  const [ordering, setOrdering] = useState(false)
  if (!mayOrder || record.lacks.length === 0) return null
  return (
    <>
      <Button size="small" aria-label={t('correction.order.of', { number: record.number })} onClick={() => setOrdering(true)}>
        {t('correction.order.act')}
      </Button>
      {ordering && (
        <OrderDialog
          record={record}
          onClose={() => setOrdering(false)}
          onOrdered={() => {
            setOrdering(false)
            onOrdered?.()
          }}
        />
      )}
    </>
  )
}

const nameOf = ({ code, kind }: Lack): string => `${code}/${kind}`

// By a rule of its own: antd's would call a group of boxes required, which no group can be.
const chosenRule = problemRule((value) => (Array.isArray(value) && value.length > 0 ? null : 'text.required'))

type Values = { lacks: string[]; personId: number; remark: string }

function OrderDialog({ record, onClose, onOrdered }: { record: Lacking; onClose: () => void; onOrdered: () => void }) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const [, navigate] = useLocation()
  const [form] = Form.useForm<Values>()
  const colleagues = useAnswer('staff.colleagues', {})
  const before = useAnswer('correction.list', { filter: 'open', personId: null, dossierId: record.dossierId, limit: 100 })
  const act = useAct(async ({ lacks, personId, remark }: Values) => {
    const { id, number, dueOn } = await call('correction.order', {
      recordId: record.id, personId, remark, lacks: record.lacks.filter((lack) => lacks.includes(nameOf(lack))).map(({ code, kind }) => ({ code, kind })),
    })
    notification.success({
      title: t('correction.order.done', { number, date: dueOn }),
      actions: <Button size="small" onClick={() => navigate(printPaths.correction(id))}>{t('correction.detail.print')}</Button>,
    })
    onOrdered()
  }, (error) => applyFieldProblems(form, error))
  const answer = {
    value: before.value === null || colleagues.value === null ? null : { before: before.value.corrections, colleagues: colleagues.value },
    error: before.error ?? colleagues.error,
    reload: () => {
      before.reload()
      colleagues.reload()
    },
  }
  return (
    <FormDialog<Values>
      name="order-correction"
      title={t('correction.order.title', { number: record.number })}
      submit={t('correction.order.submit')}
      form={form}
      ready={answer.value !== null}
      act={act}
      onCancel={onClose}
    >
      <Answered answer={answer}>
        {(known) => <OrderFields record={record} {...known} />}
      </Answered>
    </FormDialog>
  )
}

type OrderFieldsProps = { record: Lacking; before: readonly CorrectionView[]; colleagues: readonly PersonView[] }

function OrderFields({ record, before, colleagues }: OrderFieldsProps) {
  const { t } = useTranslation()
  const ordered = new Map(before
    .filter((correction) => correction.record.id === record.id)
    .flatMap(({ number, lacks }) => lacks.map((lack) => [nameOf(lack), number] as const)))
  const open = record.lacks.filter((lack) => !ordered.has(nameOf(lack)))
  const able = colleagues.filter(({ roles }) => mayAnswerFor(roles, record.kind))
  // Whoever has left cannot put anything right, though they answer for the record still.
  const preset = able.find(({ id }) => id === record.responsible.id)
  return (
    <>
      {[...new Set(ordered.values())].map((number) => <p key={number} className="faint">{t('correction.order.ordered', { number })}</p>)}
      {open.length === 0 && <p>{t('correction.order.noneLeft')}</p>}
      <Form.Item name="lacks" label={t('correction.order.lacks')} initialValue={open.map(nameOf)} rules={[chosenRule]}>
        <Checkbox.Group className="correction-lacks" options={open.map((lack) => ({ value: nameOf(lack), label: lackText(t, lack) }))} />
      </Form.Item>
      <Form.Item
        name="personId" label={t('correction.order.person')} initialValue={preset?.id} rules={[{ required: true, message: t('problem.text.required') }]}
        extra={preset === undefined && t('correction.order.gone', { name: record.responsible.name })}
      >
        <ColleagueSelect people={able} />
      </Form.Item>
      <Form.Item name="remark" label={t('correction.order.remark')} initialValue="" extra={t('correction.order.remarkHint')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
    </>
  )
}
