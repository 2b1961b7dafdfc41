// Asking for a loan, for oneself, or for a colleague or an outsider by who keeps the register; kept as a draft over a lock (rules L1, L2).
import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Popconfirm, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { note, requiredLine } from '#shared/contract/field.ts'
import { LOAN_LIMITS, LOAN_PLACES } from '#shared/domain/loan.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useDraft } from '../../app/draft.ts'
import { paths } from '../../app/paths.ts'
import { useScanned } from '../../app/scanner.ts'
import { usePermits } from '../../app/session.ts'
import { DossierBox } from '../../components/DossierBox.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, fieldProblem, schemaRule, showProblems } from '../../components/form.ts'
import { Page } from '../../components/Page.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { call } from '../../api.ts'
import { BorrowerFields } from './BorrowerFields.tsx'
import { MeantPanel } from './MeantPanel.tsx'
import {
  BLANK, borrowerOf, choiceProblems, EXTENTS, forbidden, inForm, isBlank, mayLeave, paperKey, papersTicked, requestValues, toRequest, typedOf, type Meant, type RequestValues,
} from './requestValues.ts'
import '../screens.css'
import './loan.css'

export function RequestLoan() {
  const { dossier = '' } = useParams<{ dossier?: string }>()
  const { t } = useTranslation()
  return <Page title={t('loan.form.title')}><RequestForm key={dossier} dossier={dossier} /></Page>
}

function RequestForm({ dossier }: { dossier: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const keeps = usePermits('loan.register')
  const [form] = Form.useForm<RequestValues>()
  const [restored, setRestored] = useState(false)
  const blank = { ...BLANK, dossier }
  const watched = Form.useWatch([], { form, preserve: true })
  const values = watched === undefined ? blank : requestValues.parse(form.getFieldsValue(true))
  const asked = values.dossier.trim()
  const answer = useAnswer('loan.meant', asked === '' ? null : { dossier: asked, borrower: borrowerOf(values), papers: papersTicked(values) })
  const meant: Meant | null = asked === '' ? null : answer.value
  const secrecy = meant?.dossier?.secrecy ?? null
  const leaves = mayLeave(values.who, secrecy)

  const draft = useDraft('loan', isBlank(values, dossier) ? null : values, (kept) => {
    const believed = requestValues.safeParse(kept)
    // A dossier that the form was opened for comes before what was kept of another.
    if (!believed.success || (dossier !== '' && believed.data.dossier !== dossier)) return
    form.setFieldsValue({ ...believed.data, ...(keeps ? {} : { who: 'self' as const }) })
    setRestored(true)
  })
  useScanned((label) => form.setFieldValue('dossier', typedOf(label)))

  const send = useAct(async () => {
    const problems = choiceProblems(values, meant)
    showProblems(form, problems.map(({ name, problem }) => ({ name: [name], problem })))
    if (problems.length > 0) return
    const { id, number } = await call('loan.request', toRequest(values, meant))
    await draft.drop()
    void message.success(t('loan.form.done', { number }))
    navigate(paths.loans(id))
  }, (error) => applyFieldProblems(form, inForm(error)))

  return (
    <Form<RequestValues>
      form={form}
      name="loan"
      layout="vertical"
      initialValues={blank}
      validateTrigger="onSubmit"
      scrollToFirstError={{ focus: true, block: 'center' }}
      autoComplete="off"
      className="loan-request"
      onFinish={() => void send.run()}
      onValuesChange={(changed: Partial<RequestValues>) => {
        if (changed.who === 'outsider') form.setFieldValue('place', 'premises')
      }}
    >
      <section className="panel loan-form">
        {restored && <Alert type="info" showIcon title={t('loan.form.restored')} className="note" closable={{ onClose: () => setRestored(false) }} />}
        <ErrorNote error={send.error} />
        {keeps && <BorrowerFields who={values.who} />}
        <Form.Item name="dossier" label={t('loan.form.dossier')} rules={[schemaRule(requiredLine(100))]} required>
          <DossierBox typed={asked} found={secrecy !== null} hint={t('loan.form.dossierHint')} />
        </Form.Item>
        <div className="field-grid">
          <Form.Item name="extent" label={t('loan.form.extent')}>
            <Radio.Group options={EXTENTS.map((each) => ({ value: each, label: t(`loan.form.extentKind.${each}`) }))} />
          </Form.Item>
          <Form.Item name="place" label={t('loan.form.place')} {...(leaves ? {} : { extra: t(values.who === 'outsider' ? 'loan.form.outsiderStays' : 'loan.form.neverLeaves') })}>
            <Radio.Group options={LOAN_PLACES.map((each) => ({ value: each, label: t(`loan.place.${each}`), disabled: each === 'out' && !leaves }))} />
          </Form.Item>
        </div>
        {values.extent === 'papers' && (
          <Form.Item name="papers" label={t('loan.form.papers')} required>
            <PaperBoxes meant={asked === '' ? null : answer.last} />
          </Form.Item>
        )}
        {values.place === 'out' && (
          <div className="loan-out-fields">
            <Form.Item
              name="reason" label={t('loan.form.reason')} required
              rules={[schemaRule(note(500)), { required: true, whitespace: true, message: fieldProblem('text.required') }]}
            >
              <Input maxLength={500} placeholder={t('loan.form.reasonHint')} />
            </Form.Item>
            <Form.Item name="days" label={t('loan.form.days')} required rules={[{ required: true, message: fieldProblem('loan.days') }]}>
              <InputNumber min={1} max={LOAN_LIMITS.days} precision={0} />
            </Form.Item>
          </div>
        )}
        <Form.Item
          name="purpose" label={t('loan.form.purpose')} required
          rules={[schemaRule(note(500)), { required: true, whitespace: true, message: fieldProblem('text.required') }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} />
        </Form.Item>
        <footer className="loan-form-foot">
          <Button type="primary" htmlType="submit" loading={send.running} disabled={forbidden(values, secrecy) !== null}>{t('loan.form.submit')}</Button>
          <Popconfirm
            title={t('loan.form.clearConfirm')}
            onConfirm={() => {
              form.resetFields()
              setRestored(false)
            }}
          >
            <Button disabled={isBlank(values, dossier)}>{t('loan.form.clear')}</Button>
          </Popconfirm>
        </footer>
      </section>
      <MeantPanel values={values} meant={asked === '' ? null : answer.last} />
    </Form>
  )
}

/** The papers of each record. `value` and `onChange` come from the form item. */
function PaperBoxes({ meant, value = [], onChange }: { meant: Meant | null; value?: string[]; onChange?: (papers: string[]) => void }) {
  const { t } = useTranslation()
  if (meant === null || meant.records.length === 0) return <p className="faint">{t('loan.form.papersUnknown')}</p>
  return (
    <Checkbox.Group value={value} onChange={(papers) => onChange?.(papers)} className="loan-papers">
      {meant.records.map(({ id, number, kind, deliveredOn, papers }) => (
        <fieldset key={id}>
          <legend>{t(`common.kind.${kind}`)} {deliveredOn} <span className="code faint">{number}</span></legend>
          {papers.map((code) => <Checkbox key={code} value={paperKey(id, code)}>{paperName(t, code)}</Checkbox>)}
        </fieldset>
      ))}
    </Checkbox.Group>
  )
}
