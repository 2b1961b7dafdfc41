// Who delivered the car and answers for its papers, when, under which order; and the due day that follows (rules H1, H2, D1).
import { Form, Input, Select, Tag, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { FIRST_STORE_DAY, isLocalDate, storeDayProblem } from '#shared/domain/local-date.ts'
import { mayAnswerFor, type RecordKind } from '#shared/domain/record.ts'
import type { PersonView } from '#shared/contract/session.ts'
import { useAnswer } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { dateText } from '../../components/DateText.tsx'
import { DayPicker } from '../../components/DayPicker.tsx'
import { problemRule } from '../../components/form.ts'
import { FIELD_RULES, chosenRule } from './fieldRules.ts'

export function DeliveryFields({ kind, colleagues }: { kind: RecordKind; colleagues: readonly PersonView[] }) {
  const { t } = useTranslation()
  const today = useToday()
  const answering = colleagues.filter((person) => mayAnswerFor(person.roles, kind))
  const delivery = kind === 'delivery'
  return (
    <section className="entry-section" aria-labelledby="entry-delivery">
      <h2 id="entry-delivery">{t('record.enter.responsible')}</h2>
      <div className="field-grid">
        <Form.Item
          name="responsibleId"
          label={t(delivery ? 'record.enter.salesPerson' : 'record.enter.servicePerson')}
          required
          rules={[chosenRule]}
        >
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent={t('record.enter.nobody')}
            options={answering.map((person) => ({ value: person.id, label: `${person.name} · ${person.department.name}` }))}
          />
        </Form.Item>
        <Form.Item
          name="deliveredOn"
          label={t(delivery ? 'record.enter.deliveredOn' : 'record.enter.visitedOn')}
          required
          rules={[chosenRule, problemRule((on) => dayProblem(on, today))]}
        >
          <DayPicker earliest={FIRST_STORE_DAY} latest={today} />
        </Form.Item>
        <Form.Item
          name="orderNumber"
          label={t('record.enter.optionalOf', { label: t(delivery ? 'record.enter.contractNumber' : 'record.enter.repairOrderNumber') })}
          rules={FIELD_RULES.orderNumber}
        >
          <Input autoComplete="off" className="code" />
        </Form.Item>
        <DueNote kind={kind} />
      </div>
    </section>
  )
}

function dayProblem(on: unknown, today: string): string | null {
  if (typeof on !== 'string' || !isLocalDate(on)) return null
  return on > today ? 'date.future' : storeDayProblem(on)
}

function DueNote({ kind }: { kind: RecordKind }) {
  const { t, i18n } = useTranslation()
  const form = Form.useFormInstance()
  const today = useToday()
  const deliveredOn = Form.useWatch<string | undefined>('deliveredOn', form) ?? ''
  // By the store's own calendar, and by the policy of that day: the engine knows both.
  const asked = isLocalDate(deliveredOn) && dayProblem(deliveredOn, today) === null
  const { value: due } = useAnswer('calendar.due', asked ? { kind, deliveredOn } : null)
  if (!asked || due === null) return <output className="entry-due">{t('record.enter.dueNone')}</output>
  return (
    <output className="entry-due">
      <span>{t('record.enter.dueLive')}</span>
      <strong>{dateText(due.on, i18n.language, true)}</strong>
      {due.provisional && (
        <Tooltip title={t('record.provisionalHint')}>
          <Tag color="warning" variant="outlined">{t('record.provisional')}</Tag>
        </Tooltip>
      )}
    </output>
  )
}
