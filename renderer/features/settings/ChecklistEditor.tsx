// Changes a checklist and sends it to the general manager: lines in their order, the difference beneath (rule F6).
import { Alert, App, Button, Form, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { checklistDraft } from '#shared/contract/desk.ts'
import { CHECKLIST_LIMITS, checklistDifference } from '#shared/domain/checklist.ts'
import type { ChecklistLine } from '#shared/domain/paper.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useDraft } from '../../app/draft.ts'
import { useToday } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems } from '../../components/form.ts'
import { paperName } from '../../components/PaperName.tsx'
import { ChecklistDifference } from './ChecklistDifference.tsx'
import { ChecklistRow } from './ChecklistRow.tsx'
import { comparable, editedLines, keptLines, moved, papersLeft, problemsOf, proposedLines, withPaper, type EditedLine } from './editing.ts'
import { keptProposal, ProposalFields, type Proposal } from './ProposalFields.tsx'

const keptForm = z.object({ lines: keptLines, proposal: keptProposal })

type EditorProps = { kind: RecordKind; start: readonly ChecklistLine[]; onClose: (proposed: boolean) => void }

export function ChecklistEditor({ kind, start, onClose }: EditorProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Proposal>()
  const [lines, setLines] = useState(() => editedLines(start))
  const problems = problemsOf(lines)
  const same = checklistDifference(start, comparable(lines)).length === 0
  const proposal = Form.useWatch([], form)
  const [restored, setRestored] = useState(false)
  const draft = useDraft(checklistDraft(kind), same && (proposal?.reason ?? '') === '' ? null : { lines, proposal }, (kept) => {
    const believed = keptForm.safeParse(kept)
    if (!believed.success) return
    setLines(believed.data.lines)
    form.setFieldsValue(believed.data.proposal)
    setRestored(true)
  })
  const act = useAct(
    async (values: Proposal) => {
      await call('policy.proposeChecklist', { kind, lines: proposedLines(lines), ...values })
      await draft.drop()
      void message.success(t('policy.proposed'))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  const discard = useAct(async () => {
    await draft.drop()
    onClose(false)
  })
  const change = (key: number, to: Partial<EditedLine>): void => setLines((all) => all.map((line) => (line.key === key ? { ...line, ...to } : line)))
  return (
    <section className="panel" aria-labelledby="checklist-editor">
      <h2 className="panel-title" id="checklist-editor">{t('policy.checklist.editing', { kind: t(`common.kind.${kind}`) })}</h2>
      {restored && <Alert className="note" type="info" showIcon title={t('common.restored')} />}
      <div className="settings-scroll">
        <table className="settings-table">
          <thead>
            <tr>
              {(['number', 'paper', 'form', 'count', 'due', 'customerSigns', 'staffSigns', 'inspection', 'mayBeLate', 'acts'] as const).map((column) => (
                <th scope="col" key={column}>{t(`policy.checklist.column.${column}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <ChecklistRow
                key={line.key}
                line={line}
                number={at + 1}
                last={at === lines.length - 1}
                problem={problems.get(at) ?? null}
                onChange={(to) => change(line.key, to)}
                onMove={(by) => setLines((all) => moved(all, at, by))}
                onDrop={() => setLines((all) => all.filter(({ key }) => key !== line.key))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <AddPaper lines={lines} onAdd={(code) => setLines((all) => withPaper(all, code))} />
      <h3 className="settings-sub">{t('policy.checklist.difference')}</h3>
      <ChecklistDifference before={start} after={comparable(lines)} />
      <Form<Proposal>
        form={form} name="proposeChecklist" layout="vertical" initialValues={{ fromOn: today, reason: '' }} className="settings-proposal"
        onFinish={(values) => void act.run(values)}
      >
        <ErrorNote error={act.error ?? discard.error} />
        <ProposalFields hint={t('policy.fromHintChecklist')} />
        <span className="settings-acts">
          <Button type="primary" htmlType="submit" loading={act.running} disabled={same || problems.size > 0 || lines.length === 0}>{t('policy.submit')}</Button>
          <Button loading={discard.running} onClick={() => void discard.run()}>{t('policy.checklist.discard')}</Button>
        </span>
      </Form>
    </section>
  )
}

function AddPaper({ lines, onAdd }: { lines: readonly EditedLine[]; onAdd: (code: string) => void }) {
  const { t } = useTranslation()
  const full = lines.length >= CHECKLIST_LIMITS.lines
  return (
    <div className="settings-add">
      <Select
        aria-label={t('policy.checklist.add')}
        placeholder={t('policy.checklist.add')}
        className="settings-paper"
        showSearch={{ optionFilterProp: 'label' }}
        disabled={full}
        value={null}
        onChange={(code: string | null) => code !== null && onAdd(code)}
        options={papersLeft(lines).map((code) => ({ value: code, label: paperName(t, code) }))}
      />
      <Button disabled={full} onClick={() => onAdd('')}>{t('policy.checklist.own')}</Button>
      <small className="faint">{t('policy.checklist.ownHint')}</small>
    </div>
  )
}
