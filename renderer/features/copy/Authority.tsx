// Authority over copies in others' hands: given by the general manager up to a level, revoked at any time (rule S4).
import { App, Button, Form, Input, Radio, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DelegationView } from '#shared/contract/copy.ts'
import { note, requiredLine } from '#shared/contract/field.ts'
import type { Output } from '#shared/contract/index.ts'
import { DELEGATED_LEVELS, type DelegatedLevel } from '#shared/domain/copy.ts'
import { toId } from '#shared/domain/id.ts'
import { dayOf, type LocalDate } from '#shared/domain/local-date.ts'
import { permits } from '#shared/domain/role.ts'
import { useAct, useAnswer, type Answer } from '../../app/answer.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { ColleagueSelect } from '../../components/ColleagueSelect.tsx'
import { DayPicker } from '../../components/DayPicker.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../components/ErrorState.tsx'
import { applyFieldProblems, problemRule, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { call } from '../../api.ts'

export function Authority({ answer }: { answer: Answer<Output<'copy.delegations'>> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const gives = usePermits('copy.delegate')
  const [giving, setGiving] = useState(false)
  const [revoking, setRevoking] = useState<DelegationView | null>(null)
  const columns: TableColumnsType<DelegationView> = [
    { key: 'person', width: 150, title: t('copy.delegation.column.person'), render: (_, { person }) => <>{person.name}<div className="faint">{person.department}</div></> },
    { key: 'level', width: 110, title: t('copy.delegation.column.level'), render: (_, { level }) => t(`dossier.secrecy.${level}`) },
    { key: 'from', width: 110, title: t('copy.delegation.column.from'), dataIndex: 'fromOn' },
    { key: 'reason', title: t('copy.delegation.column.reason'), dataIndex: 'reason' },
    { key: 'given', width: 150, title: t('copy.delegation.column.given'), render: (_, { givenBy, givenAt }) => <>{givenBy}<div className="faint">{dayOf(givenAt)}</div></> },
    {
      key: 'state', width: 220, title: t('copy.delegation.column.state'),
      render: (_, { revoked, fromOn }) => (revoked === null
        ? <Tag color={fromOn > today ? 'default' : 'success'}>{t(fromOn > today ? 'copy.delegation.later' : 'copy.delegation.standing')}</Tag>
        : <>{t('copy.delegation.revoked', { name: revoked.by, date: dayOf(revoked.at) })}<div className="faint">{revoked.remark}</div></>),
    },
    ...(gives ? [{
      key: 'acts', width: 100, title: t('copy.column.acts'),
      render: (_: unknown, delegation: DelegationView) => delegation.revoked === null && (
        <Button size="small" danger aria-label={t('copy.delegation.revokeOf', { name: delegation.person.name })} onClick={() => setRevoking(delegation)}>{t('copy.delegation.revoke')}</Button>
      ),
    }] : []),
  ]
  if (answer.error !== null) return <ErrorState error={answer.error} onRetry={answer.reload} />
  return (
    <>
      {gives && <div className="copy-bar"><span className="faint">{t('copy.emptyText.authority')}</span><span className="copy-bar-end"><Button type="primary" onClick={() => setGiving(true)}>{t('copy.delegation.give')}</Button></span></div>}
      <Table<DelegationView>
        size="small" rowKey="id" aria-label={t('copy.tab.authority')} columns={columns} dataSource={answer.value ?? []}
        loading={{ spinning: answer.loading, delay: 300 }} pagination={false} scroll={{ x: 'max-content' }}
        locale={{ emptyText: answer.value === null ? ' ' : <EmptyState title={t('copy.empty.authority')} /> }}
      />
      {giving && (
        <DelegateDialog
          holding={new Set((answer.value ?? []).filter(({ revoked }) => revoked === null).map(({ person }) => Number(person.id)))}
          onClose={() => setGiving(false)}
          onDone={() => {
            setGiving(false)
            answer.reload()
          }}
        />
      )}
      {revoking !== null && (
        <ReasonDialog
          name="copy-revoke" about={revoking.id} title={t('copy.delegation.revokeTitle', { name: revoking.person.name })}
          submit={t('copy.delegation.revokeSubmit')} danger label={t('copy.delegation.revokeSay')} field="remark" schema={note(200)} longest={200} optional
          onReason={async (remark) => {
            await call('copy.revoke', { id: revoking.id, remark })
            void message.success(t('copy.delegation.revokedDone', { name: revoking.person.name }))
            setRevoking(null)
            answer.reload()
          }}
          onCancel={() => setRevoking(null)}
        />
      )}
    </>
  )
}

type Values = { personId: number; level: DelegatedLevel; fromOn: LocalDate; reason: string }

function DelegateDialog({ holding, onClose, onDone }: { holding: ReadonlySet<number>; onClose: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const colleagues = useAnswer('staff.colleagues', {})
  const able = (colleagues.value ?? []).filter(({ id, roles }) => permits(roles, 'copy.request') && !permits(roles, 'copy.delegate') && !holding.has(id))
  const act = useAct(async ({ personId, ...values }: Values) => {
    await call('copy.delegate', { personId: toId<'person'>(personId), ...values })
    void message.success(t('copy.delegation.done', { name: able.find(({ id }) => id === personId)?.name ?? '' }))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="copy-delegate" title={t('copy.delegation.title')} submit={t('copy.delegation.submit')} form={form}
      initialValues={{ level: 'restricted', fromOn: today, reason: '' }} ready={colleagues.value !== null} act={act} onCancel={onClose}
    >
      <p>{t('copy.delegation.text')}</p>
      <ErrorNote error={colleagues.error} />
      <Form.Item name="personId" label={t('copy.delegation.person')} required rules={[problemRule((value) => (typeof value === 'number' ? null : 'text.required'))]}>
        <ColleagueSelect people={able} />
      </Form.Item>
      <Form.Item name="level" label={t('copy.delegation.level')}>
        <Radio.Group aria-label={t('copy.delegation.level')} options={DELEGATED_LEVELS.map((level) => ({ value: level, label: t(`dossier.secrecy.${level}`) }))} />
      </Form.Item>
      <Form.Item name="fromOn" label={t('copy.delegation.from')}><DayPicker earliest={today} /></Form.Item>
      <Form.Item name="reason" label={t('copy.delegation.reason')} required rules={[schemaRule(requiredLine(200))]}><Input maxLength={200} autoComplete="off" /></Form.Item>
    </FormDialog>
  )
}
