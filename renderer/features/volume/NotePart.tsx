// The closing note (备考表) as it was signed, and its later remarks (rule C3).
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClosingNoteView, VolumeDetail } from '#shared/contract/volume.ts'
import { line, provenPassword } from '#shared/contract/field.ts'
import { goneBy, NOTE_STATES, remarkProblems, REMARK_KINDS, type RemarkKind } from '#shared/domain/volume.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useMe } from '../../app/session.ts'
import { DateText } from '../../components/DateText.tsx'
import { DrawnSignature } from '../../components/DrawnSignature.tsx'
import { applyFieldProblems, problemRule, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

export function NotePart({ volume, onChanged }: { volume: VolumeDetail; onChanged: () => void }) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const { note, remarks, may, whole } = volume
  if (note === null) return null
  return (
    <div className="volume-note">
      <section className="panel" aria-labelledby="volume-note">
        <h2 id="volume-note" className="panel-title">{t('volume.note.title')} <small>{t('volume.note.line', { seq: note.seq })}</small></h2>
        <p>{t(whole ? 'volume.note.counts' : 'volume.note.countsKnown', { pieces: note.pieces, pages: note.pages })} {t('volume.note.on')} <DateText on={note.on} /></p>
        {/* What was signed of its state may be of papers kept back: it is not said that there is nothing. */}
        {whole && (
          <dl className="facts">
            {NOTE_STATES.map((state) => (
              <div key={state} className="volume-state"><dt>{t(`volume.close.state.${state}`)}</dt><dd>{note.states[state] === '' ? <span className="faint">{t('volume.close.none')}</span> : note.states[state]}</dd></div>
            ))}
          </dl>
        )}
        <div className="volume-hands">
          <Hand title={t('volume.close.binder')} hand={note.binder} />
          <Hand title={t('volume.close.checker')} hand={note.checker} />
        </div>
      </section>
      <section className="panel" aria-labelledby="volume-later">
        <h2 id="volume-later" className="panel-title">{t('volume.note.later')}</h2>
        {remarks.length === 0 && <p className="faint">{t('volume.note.laterNone')}</p>}
        <ol className="volume-remarks">
          {remarks.map(({ seq, on, kind, position, text, name }) => (
            <li key={seq}>
              <DateText on={on} /> <strong>{t(`volume.note.kind.${kind}`)}</strong>{position !== null && ` · ${t('volume.note.ofPiece', { position })}`} {text}{' '}
              <span className="faint">{name} · {t('volume.note.line', { seq })}</span>
            </li>
          ))}
        </ol>
        {may.includes('remark') && <Button onClick={() => setAdding(true)}>{t('volume.note.add')}</Button>}
      </section>
      {adding && (
        <RemarkDialog
          volume={volume}
          onClose={() => setAdding(false)}
          onSigned={() => {
            setAdding(false)
            onChanged()
          }}
        />
      )}
    </div>
  )
}

function Hand({ title, hand: { name, department, drawn } }: { title: string; hand: ClosingNoteView['binder'] }) {
  const { t } = useTranslation()
  return (
    <figure>
      <DrawnSignature drawn={drawn} label={t('book.line.signature', { name })} />
      <figcaption>{title} · {name} · {department}</figcaption>
    </figure>
  )
}

type Values = { kind: RemarkKind; position: number | null; text: string; password: string }

function RemarkDialog({ volume, onClose, onSigned }: { volume: VolumeDetail; onClose: () => void; onSigned: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const [form] = Form.useForm<Values>()
  const kind = Form.useWatch('kind', form) ?? 'other'
  const act = useAct(async (values: Values) => {
    const { seq } = await call('volume.remark', { id: volume.id, ...values, position: values.position ?? null })
    void message.success(t('volume.note.signed', { seq }))
    onSigned()
  }, (error) => applyFieldProblems(form, error))
  const asked = (field: 'position' | 'text') => problemRule((value) => remarkProblems({
    kind, position: field === 'position' && typeof value === 'number' ? value : null, text: field === 'text' && typeof value === 'string' ? value.trim() : '',
  }, volume.contents).find((each) => each.field === field)?.problem ?? null)
  return (
    <FormDialog<Values>
      name="volume-remark" title={t('volume.note.add')} submit={t('volume.note.sign')} form={form} initialValues={{ kind: 'other', position: null, text: '' }} act={act}
      onCancel={onClose}
    >
      <Form.Item name="kind" label={t('volume.note.what')}>
        <Select options={REMARK_KINDS.map((each) => ({ value: each, label: t(`volume.note.kind.${each}`) }))} />
      </Form.Item>
      <Form.Item name="position" label={t('volume.note.position')} required={goneBy(kind) !== null} rules={[asked('position')]} dependencies={['kind']}>
        <InputNumber min={1} precision={0} placeholder={goneBy(kind) === null ? t('volume.note.whole') : ''} className="volume-position" />
      </Form.Item>
      <Form.Item name="text" label={t('volume.note.words')} required rules={[schemaRule(line(200)), asked('text')]}><Input maxLength={200} autoComplete="off" /></Form.Item>
      <Form.Item name="password" label={t('volume.note.password', { name: me.name })} required rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="off" visibilityToggle={false} />
      </Form.Item>
    </FormDialog>
  )
}
