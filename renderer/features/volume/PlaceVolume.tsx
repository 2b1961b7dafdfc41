// A volume is put into a slot, scanned or typed; it takes no folder's room (rule C1).
import { App, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { VolumeDetail } from '#shared/contract/volume.ts'
import { line } from '#shared/contract/field.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useScanned } from '../../app/scanner.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { volumeName } from './words.ts'

type Values = { slot?: string }

export function PlaceVolume({ volume, onClose, onPlaced }: { volume: VolumeDetail; onClose: () => void; onPlaced: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  useScanned((text) => form.setFieldValue('slot', text))
  const act = useAct(async ({ slot: typed = '' }: Values) => {
    const { slot } = await call('volume.place', { id: volume.id, slot: typed.trim() === '' ? null : typed })
    void message.success(slot === null ? t('volume.unplaced') : t('volume.placed', { slot }))
    onPlaced()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="volume-place" title={`${t('volume.place')} · ${volumeName(t, volume)}`} submit={t('common.save')} form={form} initialValues={{ slot: volume.slot ?? '' }} act={act}
      onCancel={onClose}
    >
      <Form.Item name="slot" label={t('volume.placeSlot')} extra={t('volume.placeHint')} rules={[schemaRule(line(30))]}>
        <Input className="code" autoComplete="off" spellCheck={false} maxLength={60} />
      </Form.Item>
    </FormDialog>
  )
}
