// Naming somebody who may read one dossier beyond their standing approval (rule S3).
import { App, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DossierView } from '#shared/contract/dossier.ts'
import { note } from '#shared/contract/field.ts'
import { levelRank, SECRECY_LEVELS, type SecrecyLevel } from '#shared/domain/access.ts'
import { isLocalDate } from '#shared/domain/local-date.ts'
import { namingProblem } from '#shared/domain/secrecy.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useMe, useToday } from '../../app/session.ts'
import { ColleagueSelect } from '../../components/ColleagueSelect.tsx'
import { DayPicker } from '../../components/DayPicker.tsx'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { call } from '../../api.ts'

type Values = { personId: number; level: SecrecyLevel; until: string | null; reason: string }

type NameReaderProps = { dossier: DossierView; /** The dossier's own. */ level: SecrecyLevel; onClose: (changed: boolean) => void }

export function NameReader({ dossier, level, onClose }: NameReaderProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const me = useMe()
  const [form] = Form.useForm<Values>()
  const colleagues = useAnswer('staff.colleagues', {}).value ?? []
  const act = useAct(async ({ personId, until, ...named }: Values) => {
    await call('access.nameReader', { dossierId: dossier.id, personId, until: until !== null && isLocalDate(until) ? until : null, ...named })
    void message.success(t('secrecy.named'))
    onClose(true)
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="name-reader" title={t('secrecy.nameTitle', { number: dossier.number })} submit={t('secrecy.nameAct')} form={form} act={act}
      initialValues={{ level, until: null, reason: '' }} onCancel={() => onClose(false)}
    >
      <Form.Item name="personId" label={t('secrecy.person')} rules={[{ required: true, message: fieldProblem('text.required') }]}>
        <ColleagueSelect people={colleagues.filter(({ id, roles }) => id !== me.id && !roles.every((role) => role === 'administrator'))} />
      </Form.Item>
      <Form.Item name="level" label={t('secrecy.upTo')}>
        <Radio.Group
          options={SECRECY_LEVELS.map((each) => ({
            value: each, label: t(`dossier.secrecy.${each}`), disabled: levelRank(each) < levelRank(level) || namingProblem(me.roles, each) !== null,
          }))}
        />
      </Form.Item>
      <Form.Item name="until" label={t('secrecy.period')}>
        <DayPicker earliest={today} clearable />
      </Form.Item>
      <Form.Item name="reason" label={t('secrecy.reason')} rules={[schemaRule(note(500))]} required>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  )
}
