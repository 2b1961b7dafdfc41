// Settings: what each role may read by itself, and levels by kind of paper; changed by the general manager (rules L5, S1).
import { App, Button, Form, Input, InputNumber, Radio, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { note } from '#shared/contract/field.ts'
import type { Output } from '#shared/contract/index.ts'
import { SCOPES, SECRECY_LEVELS, type Scope, type SecrecyLevel } from '#shared/domain/access.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { MOST_YEARS, type KindSecrecy } from '#shared/domain/secrecy.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { linePaper, paperName } from '../../components/PaperName.tsx'
import { call } from '../../api.ts'
import './secrecy.css'

type Shown = Output<'secrecy.settings'>
type Approval = Shown['approvals'][number]
type Kind = Shown['kinds'][number]
type Editing = { approval: Approval } | { kind: Kind | null }

export function SecrecyPart() {
  const answer = useAnswer('secrecy.settings', {})
  return <Answered answer={answer}>{(shown) => <Secrecies shown={shown} onChanged={answer.reload} />}</Answered>
}

function Secrecies({ shown: { approvals, kinds, approvalHistory, kindHistory }, onChanged }: { shown: Shown; onChanged: () => void }) {
  const { t } = useTranslation()
  const decides = usePermits('secrecy.decide')
  const [editing, setEditing] = useState<Editing | null>(null)
  const close = (changed: boolean): void => {
    setEditing(null)
    if (changed) onChanged()
  }
  const kindText = ({ level, years }: KindSecrecy): string => (
    level === 'restricted' ? t(`dossier.secrecy.${level}`) : `${t(`dossier.secrecy.${level}`)} · ${years === null ? t('secrecy.forGood') : t('secrecy.settings.yearsText', { count: years })}`
  )
  const approvalText = ({ scope, level }: Pick<Approval, 'scope' | 'level'>): string => `${t(`secrecy.settings.scopes.${scope}`)} · ${t(`dossier.secrecy.${level}`)}`
  return (
    <>
      <p className="faint settings-about">{t('secrecy.settings.about')}</p>
      <section className="panel" aria-labelledby="secrecy-approvals">
        <h2 className="panel-title" id="secrecy-approvals">{t('secrecy.settings.approvals')}</h2>
        <table className="settings-table">
          <thead>
            <tr>
              <th scope="col">{t('secrecy.settings.role')}</th><th scope="col">{t('secrecy.settings.scope')}</th>
              <th scope="col">{t('secrecy.settings.highest')}</th><th scope="col" className="settings-value">{t('secrecy.settings.change')}</th>
            </tr>
          </thead>
          <tbody>
            {approvals.map((approval) => (
              <tr key={approval.role}>
                <th scope="row">{t(`common.role.${approval.role}`)}</th>
                <td>{t(`secrecy.settings.scopes.${approval.scope}`)}</td>
                <td>{approval.scope !== 'none' && t(`dossier.secrecy.${approval.level}`)}</td>
                <td className="settings-value">
                  {approval.fixed ? <Tag>{t('secrecy.settings.fixed')}</Tag> : decides && (
                    <Button
                      size="small" aria-label={t('secrecy.settings.changeOf', { role: t(`common.role.${approval.role}`) })} onClick={() => setEditing({ approval })}
                    >
                      {t('secrecy.settings.change')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <Past
          changes={approvalHistory.map(({ role, before, after, ...change }) => (
            { ...change, what: t(`common.role.${role}`), before: approvalText(before), after: approvalText(after) }
          ))}
        />
      </section>
      <section className="panel secrecy-kinds" aria-labelledby="secrecy-kinds">
        <div className="settings-head">
          <h2 className="panel-title" id="secrecy-kinds">{t('secrecy.settings.kinds')}</h2>
          {decides && <Button type="primary" onClick={() => setEditing({ kind: null })}>{t('secrecy.settings.setKind')}</Button>}
        </div>
        {kinds.length === 0 ? <p className="faint">{t('secrecy.settings.kindsNone')}</p> : (
          <table className="settings-table">
            <thead><tr><th scope="col">{t('secrecy.settings.kind')}</th><th scope="col">{t('secrecy.level')}</th><th scope="col" className="settings-value">{t('secrecy.settings.change')}</th></tr></thead>
            <tbody>
              {kinds.map((kind) => (
                <tr key={kind.code}>
                  <th scope="row">{paperName(t, kind.code)}</th>
                  <td>{kindText(kind)}</td>
                  <td className="settings-value">
                    {decides && <Button size="small" aria-label={`${t('secrecy.settings.change')}: ${paperName(t, kind.code)}`} onClick={() => setEditing({ kind })}>{t('secrecy.settings.change')}</Button>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <Past
          changes={kindHistory.map(({ code, before, after, ...change }) => (
            { ...change, what: paperName(t, code), before: kindText(before), after: kindText(after) }
          ))}
        />
      </section>
      {editing !== null && 'approval' in editing && <ApprovalDialog approval={editing.approval} onClose={close} />}
      {editing !== null && 'kind' in editing && <KindDialog kind={editing.kind} onClose={close} />}
    </>
  )
}

type Change = { at: number; personName: string; reason: string; what: string; before: string; after: string }

function Past({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation()
  if (changes.length === 0) return null
  return (
    <details>
      <summary>{t('secrecy.settings.history', { count: changes.length })}</summary>
      <ul className="secrecy-list">
        {changes.map(({ at, personName, reason, what, before, after }) => (
          <li key={`${at}/${what}`}>{dayOf(at)} {personName} · {what}: <strong>{t('secrecy.changed', { before, after })}</strong> <span className="faint">{reason}</span></li>
        ))}
      </ul>
    </details>
  )
}

function useSaved(onClose: (changed: boolean) => void): () => void {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return () => {
    void message.success(t('secrecy.settings.saved'))
    onClose(true)
  }
}

function ApprovalDialog({ approval: { role, scope, level }, onClose }: { approval: Approval; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ scope: Scope; level: SecrecyLevel; reason: string }>()
  const saved = useSaved(onClose)
  const act = useAct(async (values: { scope: Scope; level: SecrecyLevel; reason: string }) => {
    await call('secrecy.setApproval', { role, ...values })
    saved()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog
      name="approval" title={t('secrecy.settings.changeTitle', { role: t(`common.role.${role}`) })} submit={t('common.save')} form={form} act={act}
      initialValues={{ scope, level, reason: '' }} onCancel={() => onClose(false)}
    >
      <Form.Item name="scope" label={t('secrecy.settings.scope')}>
        <Select options={SCOPES.map((each) => ({ value: each, label: t(`secrecy.settings.scopes.${each}`) }))} />
      </Form.Item>
      <Form.Item name="level" label={t('secrecy.settings.highest')}>
        <Radio.Group options={SECRECY_LEVELS.map((each) => ({ value: each, label: t(`dossier.secrecy.${each}`) }))} />
      </Form.Item>
      <Reason />
    </FormDialog>
  )
}

type KindValues = { code: string; level: SecrecyLevel; years: number | null; reason: string }

function KindDialog({ kind, onClose }: { kind: Kind | null; onClose: (changed: boolean) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<KindValues>()
  const level = Form.useWatch('level', form) ?? 'confidential'
  const checklists = useAnswer('policy.checklists', {}).value ?? []
  const lines = checklists.flatMap(({ versions }) => versions.flatMap((version) => version.lines))
  const papers = new Map(lines.map((line) => [line.code, linePaper(t, line)]))
  const saved = useSaved(onClose)
  const act = useAct(async ({ years, ...values }: KindValues) => {
    await call('secrecy.setKind', { ...values, years: values.level === 'restricted' ? null : years })
    saved()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<KindValues>
      name="kind-secrecy" title={t('secrecy.settings.kindTitle')} submit={t('common.save')} form={form} act={act}
      initialValues={kind === null ? { level: 'confidential', years: null, reason: '' } : { ...kind, reason: '' }} onCancel={() => onClose(false)}
    >
      <Form.Item name="code" label={t('secrecy.settings.kind')} rules={[{ required: true, message: fieldProblem('text.required') }]}>
        <Select disabled={kind !== null} showSearch={{ optionFilterProp: 'label' }} options={[...papers].map(([code, label]) => ({ value: code, label }))} />
      </Form.Item>
      <Form.Item name="level" label={t('secrecy.level')}>
        <Radio.Group options={SECRECY_LEVELS.map((each) => ({ value: each, label: t(`dossier.secrecy.${each}`) }))} />
      </Form.Item>
      {level !== 'restricted' && (
        <Form.Item name="years" label={t('secrecy.settings.years')} extra={t('secrecy.periodHint')}>
          <InputNumber min={1} max={MOST_YEARS} precision={0} />
        </Form.Item>
      )}
      <Reason />
    </FormDialog>
  )
}

function Reason() {
  const { t } = useTranslation()
  return (
    <Form.Item name="reason" label={t('secrecy.reason')} required rules={[schemaRule(note(500)), { required: true, whitespace: true, message: fieldProblem('text.required') }]}>
      <Input maxLength={500} autoComplete="off" />
    </Form.Item>
  )
}
