// Whom a record's contact is, and whether somebody has spoken to them; whoever answers for it, or the archive, confirms it here before the
// first handover (rule V3).
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordView } from '#shared/contract/dossier.ts'
import { isOutstanding } from '#shared/domain/record.ts'
import { useAct } from '../../app/answer.ts'
import { useMe, usePermits } from '../../app/session.ts'
import { applyFieldProblems, problemRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { call } from '../../api.ts'
import { FIELD_RULES } from './fieldRules.ts'

type Contact = { name: string; phone: string }
type ContactStateProps = { record: Pick<RecordView, 'id' | 'number' | 'state' | 'contact' | 'responsible'>; onConfirmed?: () => void }

export function ContactState({ record, onConfirmed }: ContactStateProps) {
  const { t } = useTranslation()
  const me = useMe()
  const mayReceive = usePermits('handover.receive')
  const [asking, setAsking] = useState(false)
  // What was confirmed here, until the screen is told anew.
  const [confirmed, setConfirmed] = useState<(Contact & { of: number }) | null>(null)
  const own = confirmed?.of === record.id ? confirmed : null
  const contact = own === null ? record.contact : { ...own, confirmed: true }
  const mayConfirm = !contact.confirmed && isOutstanding(record.state) && (mayReceive || record.responsible.id === me.id)
  return (
    <span>
      {t('dossier.contact', { name: contact.name, phone: contact.phone })}{' '}
      <span className={contact.confirmed ? 'fine' : 'late'}>{t(contact.confirmed ? 'dossier.contactConfirmed' : 'dossier.contactUnconfirmed')}</span>
      {mayConfirm && <Button type="link" size="small" onClick={() => setAsking(true)}>{t('imports.confirm.open')}</Button>}
      {asking && (
        <ConfirmDialog
          record={record}
          onDone={(done) => {
            setAsking(false)
            setConfirmed({ ...done, of: record.id })
            onConfirmed?.()
          }}
          onCancel={() => setAsking(false)}
        />
      )}
    </span>
  )
}

function ConfirmDialog({ record, onDone, onCancel }: { record: ContactStateProps['record']; onDone: (contact: Contact) => void; onCancel: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Contact>()
  const save = useAct(async (contact: Contact) => {
    await call('record.confirmContact', { recordId: record.id, ...contact })
    onDone(contact)
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Contact>
      name="confirm-contact"
      title={t('imports.confirm.title')}
      submit={t('imports.confirm.submit')}
      form={form}
      initialValues={{ name: record.contact.name, phone: record.contact.phone }}
      act={save}
      onCancel={onCancel}
    >
      <p className="faint">{t('imports.confirm.about', { record: record.number })}</p>
      <Form.Item name="name" label={t('imports.confirm.name')} required rules={FIELD_RULES.name}><Input autoComplete="off" /></Form.Item>
      <Form.Item
        name="phone"
        label={t('imports.confirm.phone')}
        required
        rules={[...FIELD_RULES.phone, problemRule((phone) => (phone === '' ? 'text.required' : null))]}
      >
        <Input autoComplete="off" inputMode="tel" className="code" />
      </Form.Item>
    </FormDialog>
  )
}
