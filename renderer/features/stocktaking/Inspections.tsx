// What was seen on each shelf: damp, insects, decay (rule C7). Each has to be looked at before the stock-taking can be closed.
import { Button, Checkbox, Form, Input, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InspectionView, StocktakingDetail } from '#shared/contract/stocktaking.ts'
import { INSPECTION_FINDINGS, inspectionProblem, type InspectionFinding } from '#shared/domain/stocktaking.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { DateTimeText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, fieldProblem } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { useSaid } from './said.ts'

export function Seen({ inspection: { findings } }: { inspection: Pick<InspectionView, 'findings'> }) {
  const { t } = useTranslation()
  if (findings.length === 0) return <Tag color="success">{t('stocktaking.inspection.fine')}</Tag>
  return <>{findings.map((finding) => <Tag key={finding} color="error">{t(`stocktaking.inspection.finding.${finding}`)}</Tag>)}</>
}

type InspectionsProps = { detail: StocktakingDetail; mayRun: boolean; onChanged: () => void }

export function Inspections({ detail: { id, slots, inspections, toInspect }, mayRun, onChanged }: InspectionsProps) {
  const { t } = useTranslation()
  const { say } = useSaid()
  const [inspecting, setInspecting] = useState<number | null>(null)
  const shelves = [...new Set([...slots.map(({ shelf }) => shelf), ...toInspect, ...inspections.map(({ shelf }) => shelf)])].toSorted((one, other) => one - other)
  const allFine = useAct(async () => {
    await call('stocktaking.inspect', { id, shelves: [...toInspect], findings: [], remark: '' })
    say(t('stocktaking.inspection.done', { count: toInspect.length }))
    onChanged()
  })
  return (
    <section className="panel inspections" aria-labelledby="inspections">
      <h2 className="panel-title" id="inspections">{t('stocktaking.inspection.title')}</h2>
      <ErrorNote error={allFine.error} />
      <ul>
        {shelves.map((shelf) => {
          const seen = inspections.find((each) => each.shelf === shelf)
          return (
            <li key={shelf}>
              <strong>{t('stocktaking.shelf', { number: shelf })}</strong>
              <span>
                {seen === undefined ? <span className="faint">{t('stocktaking.inspection.notYet')}</span> : <Seen inspection={seen} />}
                {seen !== undefined && seen.remark !== '' && <span>{seen.remark}</span>}
                {seen !== undefined && <small className="faint"><DateTimeText at={seen.at} /> {seen.byName}</small>}
              </span>
              {mayRun && (
                <Button size="small" aria-label={t('stocktaking.inspection.actOf', { number: shelf })} onClick={() => setInspecting(shelf)}>
                  {t(seen === undefined ? 'stocktaking.inspection.act' : 'stocktaking.inspection.again')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {mayRun && toInspect.length > 0 && (
        <Button size="small" loading={allFine.running} onClick={() => void allFine.run()}>{t('stocktaking.inspection.allFine', { count: toInspect.length })}</Button>
      )}
      {inspecting !== null && (
        <InspectDialog
          id={id}
          shelf={inspecting}
          onClose={() => setInspecting(null)}
          onDone={() => {
            setInspecting(null)
            onChanged()
          }}
        />
      )}
    </section>
  )
}

type Values = { findings: InspectionFinding[]; remark: string }

type InspectDialogProps = { id: StocktakingDetail['id']; shelf: number; onClose: () => void; onDone: () => void }

function InspectDialog({ id, shelf, onClose, onDone }: InspectDialogProps) {
  const { t } = useTranslation()
  const { say } = useSaid()
  const [form] = Form.useForm<Values>()
  const act = useAct(async ({ findings, remark }: Values) => {
    await call('stocktaking.inspect', { id, shelves: [shelf], findings, remark })
    say(t('stocktaking.inspection.done', { count: 1 }))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="inspect" title={t('stocktaking.inspection.dialog', { number: shelf })} submit={t('common.save')} form={form} act={act} onCancel={onClose}
      initialValues={{ findings: [], remark: '' }}
    >
      <Form.Item name="findings" label={t('stocktaking.inspection.findings')}>
        <Checkbox.Group options={INSPECTION_FINDINGS.map((finding) => ({ value: finding, label: t(`stocktaking.inspection.finding.${finding}`) }))} />
      </Form.Item>
      <Form.Item
        name="remark"
        label={t('stocktaking.inspection.remark')}
        extra={t('stocktaking.inspection.remarkHint')}
        dependencies={['findings']}
        rules={[({ getFieldValue }) => ({
          validator: (_rule, value: unknown) => {
            const findings: unknown = getFieldValue('findings')
            const named = INSPECTION_FINDINGS.filter((each) => Array.isArray(findings) && findings.includes(each))
            const problem = inspectionProblem(named, typeof value === 'string' ? value.trim() : '')
            return problem === null ? Promise.resolve() : Promise.reject(fieldProblem(problem))
          },
        })]}
      >
        <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
      </Form.Item>
    </FormDialog>
  )
}
