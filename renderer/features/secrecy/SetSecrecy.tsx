// Setting the level and period of a dossier or of one paper of it; the form asks the rule that the engine asks (rules S1 to S3).
import { App, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DossierView } from '#shared/contract/dossier.ts'
import { note } from '#shared/contract/field.ts'
import type { SecretPaperView } from '#shared/contract/secrecy.ts'
import { SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import { isLocalDate } from '#shared/domain/local-date.ts'
import { FLOOR, type Secrecy } from '#shared/domain/secrecy.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useMe, useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { applyFieldProblems, schemaRule, showProblems } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { linePaper } from '../../components/PaperName.tsx'
import { call } from '../../api.ts'

/** `what`: '' for the dossier, else `<record>/<code>`. */
type Values = { what: string; level: SecrecyLevel; until: string | null; reason: string }

const WHOLE = ''

type SetSecrecyProps = { dossier: DossierView; secrecy: Secrecy; papers: readonly SecretPaperView[]; onClose: (changed: boolean) => void }

export function SetSecrecy({ dossier, secrecy, papers, onClose }: SetSecrecyProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const { roles } = useMe()
  const [form] = Form.useForm<Values>()
  const level = Form.useWatch('level', form) ?? secrecy.level
  const ids = dossier.records.map(({ id }) => id)
  const records = useAnswer('record.open', ids.length === 0 ? null : { ids: ids.slice(0, 60) }).value ?? []
  const presentOf = (what: string): Secrecy => (what === WHOLE ? secrecy : papers.find(({ recordId, code }) => `${recordId}/${code}` === what)?.secrecy ?? FLOOR)
  const act = useAct(async ({ what, until, reason, level: set }: Values) => {
    const [record = '', code = ''] = what.split('/')
    const paper = records.find(({ id }) => String(id) === record)
    // Never the whole dossier for a paper that is not on screen any more.
    if (what !== WHOLE && !paper) {
      showProblems(form, [{ name: ['what'], problem: 'paper.unknown' }])
      return
    }
    await call('secrecy.set', {
      dossierId: dossier.id, paper: paper ? { recordId: paper.id, code } : null, level: set, reason,
      until: set !== 'restricted' && until !== null && isLocalDate(until) ? until : null,
    })
    void message.success(t('secrecy.saved'))
    onClose(true)
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="set-secrecy" title={t('secrecy.setTitle', { number: dossier.number })} submit={t('secrecy.setAct')} form={form} act={act} width={520}
      initialValues={{ what: WHOLE, ...secrecy, reason: '' }} onCancel={() => onClose(false)}
    >
      <Form.Item name="what" label={t('secrecy.what')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(what: string) => form.setFieldsValue(presentOf(what))}
          options={[
            { value: WHOLE, label: t('secrecy.wholeDossier') },
            ...records.map(({ id, kind, deliveredOn, number, checklist }) => ({
              label: `${t(`common.kind.${kind}`)} ${deliveredOn} ${number}`,
              options: checklist.map((line) => ({ value: `${id}/${line.code}`, label: linePaper(t, line) })),
            })),
          ]}
        />
      </Form.Item>
      <Form.Item name="level" label={t('secrecy.level')}>
        <Radio.Group
          options={SECRECY_LEVELS.map((each) => ({
            value: each, label: t(`dossier.secrecy.${each}`), disabled: each === 'topSecret' && !roles.includes('generalManager'),
          }))}
        />
      </Form.Item>
      {level !== 'restricted' && (
        <Form.Item name="until" label={t('secrecy.period')} extra={t('secrecy.periodHint')}>
          <DayPicker earliest={today} clearable />
        </Form.Item>
      )}
      <Form.Item name="reason" label={t('secrecy.reason')} extra={t('secrecy.reasonHint')} rules={[schemaRule(note(500))]} required>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  )
}
