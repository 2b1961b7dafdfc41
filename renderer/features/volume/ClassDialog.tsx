// A class of the filing scheme is added, or given another name, term or switch (rules C2, C5, R1).
import { App, Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { volumeContract, type SchemeClassView } from '#shared/contract/volume.ts'
import { NAMED_TERMS, VOLUME_SOURCES, yearsOf, type VolumeSource } from '#shared/domain/volume.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

const YEARS = 'years'

type Values = { code: string; name: string; source: VolumeSource; named: string; years: number; binds: boolean }

const { code: codeField, name: nameField } = volumeContract['volume.addClass'].input.shape

export function ClassDialog({ of, onClose, onSaved }: { of: SchemeClassView | null; onClose: () => void; onSaved: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const named = Form.useWatch('named', form)
  const act = useAct(async ({ code, name, source, named: chosen, years, binds }: Values) => {
    const term = chosen === YEARS ? `D${years}` : chosen
    await (of === null ? call('volume.addClass', { code, name, source, term, binds }) : call('volume.updateClass', { id: of.id, name, term, binds }))
    void message.success(t('volume.scheme.saved'))
    onSaved()
  }, (error) => applyFieldProblems(form, error))
  const years = of === null ? 10 : yearsOf(of.term)
  return (
    <FormDialog<Values>
      name="volume-class" title={of === null ? t('volume.scheme.add') : t('volume.scheme.editOf', { name: of.name })} submit={t('common.save')} form={form} act={act} onCancel={onClose}
      initialValues={{
        code: of?.code ?? '', name: of?.name ?? '', source: of?.source ?? 'general', named: years === null ? (of?.term ?? YEARS) : YEARS, years: years ?? 10, binds: of?.binds ?? true,
      }}
    >
      {of === null && (
        <>
          <Form.Item name="code" label={t('volume.scheme.code')} extra={t('volume.scheme.codeHint')} required rules={[schemaRule(codeField)]}>
            <Input className="code" maxLength={6} autoComplete="off" spellCheck={false} />
          </Form.Item>
          <Form.Item name="source" label={t('volume.scheme.source')}>
            <Select options={VOLUME_SOURCES.map((each) => ({ value: each, label: t(`volume.source.${each}`) }))} />
          </Form.Item>
        </>
      )}
      <Form.Item name="name" label={t('volume.scheme.name')} required rules={[schemaRule(nameField)]}><Input maxLength={40} autoComplete="off" /></Form.Item>
      <div className="field-grid">
        <Form.Item name="named" label={t('volume.scheme.term')} extra={t('volume.scheme.termHint')}>
          <Select options={[...NAMED_TERMS.map((each) => ({ value: each, label: t(`volume.term.${each}`) })), { value: YEARS, label: t('volume.scheme.termYears') }]} />
        </Form.Item>
        {named === YEARS && <Form.Item name="years" label={t('volume.scheme.years')}><InputNumber min={1} max={99} precision={0} /></Form.Item>}
      </div>
      <Form.Item name="binds" valuePropName="checked" extra={t('volume.scheme.bindsHint')}><Checkbox>{t('volume.scheme.binds')}</Checkbox></Form.Item>
    </FormDialog>
  )
}
