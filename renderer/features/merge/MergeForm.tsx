// Why two are one, what merging does, and the act itself (rule F8).
import { App, Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { requiredLine } from '#shared/contract/field.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { labelOf, type Opened } from './rows.ts'

type Values = { reason: string }

type MergeFormProps = {
  opened: Opened
  kept: 'one' | 'other'
  possible: boolean
  /** With the dossier to look at next. */
  onMerged: (dossierId: number | null) => void
}

export function MergeForm({ opened, kept, possible, onMerged }: MergeFormProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const merged = kept === 'one' ? 'other' : 'one'
  const labels = { kept: labelOf(opened, kept), merged: labelOf(opened, merged) }
  const act = useAct(async ({ reason }: Values) => {
    if (opened.subject === 'customer') await call('merge.customers', { keepId: opened[kept].id, mergeId: opened[merged].id, reason })
    else await call('merge.dossiers', { keepId: opened[kept].id, mergeId: opened[merged].id, reason })
    void message.success(t('merge.pair.done', { kept: labels.kept }))
    onMerged(opened.subject === 'customer' ? (opened[kept].dossiers[0]?.id ?? null) : opened[kept].id)
  }, (error) => applyFieldProblems(form, error))
  return (
    <div className="panel merge-form">
      <ErrorNote error={act.error} />
      <p>{t(`merge.pair.result.${opened.subject}`, labels)}</p>
      {opened.subject === 'dossier' && <Folders kept={opened[kept]} merged={opened[merged]} />}
      <Form<Values> form={form} name="merge" layout="vertical" initialValues={{ reason: '' }} onFinish={(values) => void act.run(values)} validateTrigger="onSubmit">
        <div className="field-row">
          <Form.Item name="reason" label={t('merge.pair.reason')} required rules={[schemaRule(requiredLine(200))]}>
            <Input maxLength={200} autoComplete="off" placeholder={t(`merge.pair.reasonHint.${opened.subject}`)} />
          </Form.Item>
          <Form.Item label=" ">
            <Button type="primary" htmlType="submit" loading={act.running} disabled={!possible}>{t('merge.pair.submit')}</Button>
          </Form.Item>
        </div>
      </Form>
    </div>
  )
}

type Dossier = Extract<Opened, { subject: 'dossier' }>['one']

/** What is to be done with the paper. */
function Folders({ kept, merged }: { kept: Dossier; merged: Dossier }) {
  const { t } = useTranslation()
  if (merged.slot === null) return null
  const words = { kept: kept.number, merged: merged.number, from: merged.slot }
  return <p>{kept.slot === null ? t('merge.pair.relabel', words) : t('merge.pair.papers', { ...words, to: kept.slot })}</p>
}
