// For whom a loan is asked for, by who keeps the register: oneself, a colleague, or an outsider with letter and identity document (rule L2).
import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { name, requiredLine } from '#shared/contract/field.ts'
import { identityProblem, normaliseIdentity, PERSON_IDENTITY_KINDS, type PersonIdentityKind } from '#shared/domain/identity.ts'
import { permits } from '#shared/domain/role.ts'
import { useAnswer } from '../../app/answer.ts'
import { useMe, useToday } from '../../app/session.ts'
import { problemRule, schemaRule } from '../../components/form.ts'
import { BORROWERS, type RequestValues } from './requestValues.ts'

export function BorrowerFields({ who }: { who: RequestValues['who'] }) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="who" label={t('loan.form.who')}>
        <Radio.Group options={BORROWERS.map((each) => ({ value: each, label: t(`loan.form.whoKind.${each}`) }))} />
      </Form.Item>
      {who === 'colleague' && <Colleague />}
      {who === 'outsider' && <Outsider />}
    </>
  )
}

function Colleague() {
  const { t } = useTranslation()
  const me = useMe()
  const colleagues = useAnswer('staff.colleagues', {})
  const able = (colleagues.value ?? []).filter(({ id, roles }) => id !== me.id && permits(roles, 'loan.request'))
  return (
    <Form.Item name="personId" label={t('loan.form.colleague')} required>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('loan.form.chooseColleague')}
        options={able.map(({ id, name: called, department }) => ({ value: Number(id), label: `${called} · ${department.name}` }))}
      />
    </Form.Item>
  )
}

function Outsider() {
  const { t } = useTranslation()
  const today = useToday()
  const form = Form.useFormInstance<RequestValues>()
  const kind = Form.useWatch<PersonIdentityKind | undefined>(['outsider', 'identityKind'], form) ?? 'identityCard'
  const identity = problemRule((value) => {
    const typed = typeof value === 'string' ? value : ''
    return typed.trim() === '' ? 'text.required' : identityProblem(kind, normaliseIdentity(kind, typed), today)
  })
  return (
    <div className="field-grid">
      <Form.Item name={['outsider', 'name']} label={t('loan.form.name')} rules={[schemaRule(name)]} required><Input maxLength={60} /></Form.Item>
      <Form.Item name={['outsider', 'unit']} label={t('loan.form.unit')} rules={[schemaRule(requiredLine(80))]} required><Input maxLength={80} /></Form.Item>
      <Form.Item name={['outsider', 'letterNumber']} label={t('loan.form.letterNumber')} rules={[schemaRule(requiredLine(40))]} required><Input maxLength={40} /></Form.Item>
      <Form.Item name={['outsider', 'letterIssuer']} label={t('loan.form.letterIssuer')} rules={[schemaRule(requiredLine(80))]} required><Input maxLength={80} /></Form.Item>
      <Form.Item name={['outsider', 'identityKind']} label={t('loan.form.identityKind')}>
        <Select options={PERSON_IDENTITY_KINDS.map((each) => ({ value: each, label: t(`record.identityKind.${each}`) }))} />
      </Form.Item>
      <Form.Item name={['outsider', 'identityNumber']} label={t('loan.form.identityNumber')} rules={[identity]} dependencies={[['outsider', 'identityKind']]} required>
        <Input className="code" maxLength={100} spellCheck={false} />
      </Form.Item>
    </div>
  )
}
