// Adds a place that is backed up to by itself, or changes when that is done and what is kept there (rule A2).
import { App, Form, Input, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { backupContract, scheduleInput, type PlaceView } from '#shared/contract/backup.ts'
import { SCHEDULE_KINDS, type Schedule } from '#shared/domain/backup-plan.ts'
import type { Keep } from '#shared/domain/rotation.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { FolderField } from '../../components/FolderField.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { TimeOfDay } from '../../components/TimeOfDay.tsx'
import { keepMeaning } from './plan.ts'

/** Of a schedule only the field of its kind is there. */
type Values = { name: string; folder: string; schedule: { kind: Schedule['kind']; minute?: number; every?: number }; keep: Keep }

const { name, keep } = backupContract['backup.addPlace'].input.shape
const [daily, hours] = scheduleInput.options

/** After the last customer has left, while the machine is still on. */
const USUAL = { minute: 20 * 60, every: 4, keep: { days: 7, weeks: 4, months: 12 } }

const KEPT = [['days', 60], ['weeks', 60], ['months', 120]] as const

function scheduleOf({ kind, minute = USUAL.minute, every = USUAL.every }: Values['schedule']): Schedule {
  switch (kind) {
    case 'daily':
      return { kind, minute }
    case 'hours':
      return { kind, every }
    case 'closing':
      return { kind }
  }
}

/** `place`: the one to be changed; null: a new one. */
type PlaceDialogProps = { place: PlaceView | null; onClose: () => void; onDone: () => void }

export function PlaceDialog({ place, onClose, onDone }: PlaceDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch(['schedule', 'kind'], form) ?? place?.schedule.kind ?? 'daily'
  const act = useAct(
    async ({ folder, schedule, ...planned }: Values) => {
      const input = { ...planned, schedule: scheduleOf(schedule) }
      if (place === null) await call('backup.addPlace', { ...input, folder })
      else await call('backup.changePlace', { ...input, id: place.id })
      void message.success(place === null ? t('backup.places.added') : t('common.saved'))
      onDone()
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog<Values>
      name="backupPlace" width={560} form={form} act={act} onCancel={onClose}
      title={place === null ? t('backup.places.addTitle') : t('backup.places.changeTitle', { name: place.name })}
      submit={place === null ? t('common.add') : t('common.save')}
      initialValues={{
        name: place?.name ?? '', folder: place?.folder ?? '', keep: place?.keep ?? USUAL.keep,
        schedule: { minute: USUAL.minute, every: USUAL.every, ...(place?.schedule ?? { kind: 'daily' }) },
      }}
    >
      <Form.Item name="name" label={t('backup.places.form.name')} extra={t('backup.places.form.nameHint')} rules={[schemaRule(name)]}>
        <Input maxLength={60} />
      </Form.Item>
      {place === null
        ? <FolderField name="folder" label={t('backup.places.form.folder')} extra={t('backup.places.form.folderHint')} />
        : <p className="faint code backup-path">{place.folder}</p>}
      <Form.Item name={['schedule', 'kind']} label={t('backup.places.form.schedule')} extra={t(`backup.places.form.hint.${kind}`)}>
        <Radio.Group options={SCHEDULE_KINDS.map((each) => ({ value: each, label: t(`backup.places.form.kind.${each}`) }))} />
      </Form.Item>
      {kind === 'daily' && (
        <Form.Item name={['schedule', 'minute']} label={t('backup.places.form.minute')} rules={[schemaRule(daily.shape.minute)]}>
          <TimeOfDay />
        </Form.Item>
      )}
      {kind === 'hours' && (
        <Form.Item name={['schedule', 'every']} label={t('backup.places.form.every')} rules={[schemaRule(hours.shape.every)]}>
          <InputNumber min={1} max={24} precision={0} />
        </Form.Item>
      )}
      <fieldset className="backup-keep">
        <legend>{t('backup.places.form.keep')}</legend>
        {KEPT.map(([period, most]) => (
          <Form.Item key={period} name={['keep', period]} label={t(`backup.places.form.${period}`)} rules={[schemaRule(keep.shape[period])]}>
            <InputNumber min={period === 'days' ? 1 : 0} max={most} precision={0} />
          </Form.Item>
        ))}
        <Meaning keep={Form.useWatch('keep', form) ?? place?.keep ?? USUAL.keep} />
      </fieldset>
    </FormDialog>
  )
}

/** A number that was deleted is none. */
function Meaning({ keep: kept }: { keep: { [Period in keyof Keep]?: number | null } }) {
  const { t } = useTranslation()
  return <p className="faint">{keepMeaning(t, { days: kept.days ?? 0, weeks: kept.weeks ?? 0, months: kept.months ?? 0 })}</p>
}
