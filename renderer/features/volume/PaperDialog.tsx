// A general document (文书材料) is entered or put right, while it lies in no volume (rules C2, C4, S1).
import { App, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { generalPaperContract, type GeneralPaperView } from '#shared/contract/general-paper.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import type { Id } from '#shared/domain/id.ts'
import { PARTS, VOLUME_LIMITS } from '#shared/domain/volume.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = Omit<RawInput<'generalPaper.add'>, 'classId'>

const fields = generalPaperContract['generalPaper.add'].input.shape
const ALONE = 0

type PaperDialogProps = {
  classId: Id<'volumeClass'>
  /** Null: a new one. */
  of: GeneralPaperView | null
  /** First papers of matters it could belong with. */
  others: readonly GeneralPaperView[]
  onClose: () => void
  onSaved: () => void
}

export function PaperDialog({ classId, of, others, onClose, onSaved }: PaperDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Values>()
  const act = useAct(async ({ withId, ...values }: Values) => {
    const said = { ...values, withId: withId === ALONE ? null : withId }
    await (of === null ? call('generalPaper.add', { classId, ...said }) : call('generalPaper.update', { id: of.id, ...said }))
    void message.success(t('volume.papers.saved'))
    onSaved()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="general-paper" width={640} title={of === null ? t('volume.papers.add') : t('volume.papers.editOf', { title: of.title })} submit={t('common.save')} form={form} act={act}
      onCancel={onClose}
      initialValues={{
        title: of?.title ?? '', onDate: of?.onDate ?? today, documentNumber: of?.documentNumber ?? '', responsible: of?.responsible ?? '', pages: of?.pages ?? 1,
        part: of?.part ?? 'single', withId: of?.withId ?? ALONE, level: of?.level ?? 'restricted',
      }}
    >
      <Form.Item name="title" label={t('volume.papers.title')} required rules={[schemaRule(fields.title)]}><Input maxLength={120} autoComplete="off" /></Form.Item>
      <div className="field-grid">
        <Form.Item name="onDate" label={t('volume.papers.onDate')} required rules={[schemaRule(fields.onDate)]}><DayPicker /></Form.Item>
        <Form.Item name="documentNumber" label={t('volume.papers.documentNumber')} rules={[schemaRule(fields.documentNumber)]}><Input maxLength={60} autoComplete="off" /></Form.Item>
        <Form.Item name="responsible" label={t('volume.papers.responsible')} required rules={[schemaRule(fields.responsible)]}><Input maxLength={60} autoComplete="off" /></Form.Item>
        <Form.Item name="pages" label={t('volume.papers.pages')} required rules={[schemaRule(fields.pages)]}><InputNumber min={1} max={VOLUME_LIMITS.pages} precision={0} /></Form.Item>
        <Form.Item name="part" label={t('volume.papers.part')}>
          <Select options={PARTS.map((each) => ({ value: each, label: t(`volume.papers.partName.${each}`) }))} />
        </Form.Item>
        <Form.Item name="level" label={t('volume.papers.level')}>
          <Select options={SECRECY_LEVELS.map((each) => ({ value: each, label: t(`dossier.secrecy.${each}`) }))} />
        </Form.Item>
      </div>
      <Form.Item name="withId" label={t('volume.papers.with')} extra={t('volume.papers.withHint')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: ALONE, label: t('volume.papers.alone') },
            ...others.filter(({ id }) => id !== of?.id).map(({ id, title, onDate }) => ({ value: Number(id), label: `${onDate} ${title}` })),
          ]}
        />
      </Form.Item>
    </FormDialog>
  )
}
