// Changes a checklist and sends it to the general manager: lines in their order, the difference beneath (rule F6).
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { App, Button, Checkbox, Form, Input, InputNumber, Select, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CHECKLIST_LIMITS, checklistDifference, isOwnPaper } from '#shared/domain/checklist.ts'
import { PAPER_FORMS, type ChecklistLine } from '#shared/domain/paper.ts'
import type { RecordKind } from '#shared/domain/record.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { useToday } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems } from '../../components/form.ts'
import { linePaper, paperName } from '../../components/PaperName.tsx'
import { ProblemText } from '../../components/ProblemText.tsx'
import { ChecklistDifference } from './ChecklistDifference.tsx'
import { ASKED, comparable, editedLines, moved, papersLeft, problemsOf, proposedLines, withPaper, type EditedLine } from './editing.ts'
import { ProposalFields, type Proposal } from './ProposalFields.tsx'

type EditorProps = { kind: RecordKind; start: readonly ChecklistLine[]; onClose: (proposed: boolean) => void }

export function ChecklistEditor({ kind, start, onClose }: EditorProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  const [form] = Form.useForm<Proposal>()
  const [lines, setLines] = useState(() => editedLines(start))
  const problems = problemsOf(lines)
  const same = checklistDifference(start, comparable(lines)).length === 0
  const act = useAct(
    async (values: Proposal) => {
      await call('policy.proposeChecklist', { kind, lines: proposedLines(lines), ...values })
      void message.success(t('policy.proposed'))
      onClose(true)
    },
    (error) => applyFieldProblems(form, error),
  )
  const change = (key: number, to: Partial<EditedLine>): void => setLines((all) => all.map((line) => (line.key === key ? { ...line, ...to } : line)))
  return (
    <section className="panel" aria-labelledby="checklist-editor">
      <h2 className="panel-title" id="checklist-editor">{t('policy.checklist.editing', { kind: t(`common.kind.${kind}`) })}</h2>
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
              <Row
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
        <ErrorNote error={act.error} />
        <ProposalFields hint={t('policy.fromHintChecklist')} />
        <span className="settings-acts">
          <Button type="primary" htmlType="submit" loading={act.running} disabled={same || problems.size > 0 || lines.length === 0}>{t('policy.submit')}</Button>
          <Button onClick={() => onClose(false)}>{t('policy.checklist.discard')}</Button>
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

type RowProps = {
  line: EditedLine
  number: number
  last: boolean
  problem: string | null
  onChange: (to: Partial<EditedLine>) => void
  onMove: (by: -1 | 1) => void
  onDrop: () => void
}

function Row({ line, number, last, problem, onChange, onMove, onDrop }: RowProps) {
  const { t } = useTranslation()
  const nameField = useRef<InputRef>(null)
  // A paper just added is named next.
  useEffect(() => nameField.current?.focus(), [])
  const own = line.code === '' || isOwnPaper(line.code)
  const paper = own ? (line.name === '' ? t('policy.checklist.own') : line.name) : linePaper(t, line)
  const named = (column: 'form' | 'count' | 'due' | 'customerSigns' | 'staffSigns' | 'inspection' | 'mayBeLate') =>
    ({ 'aria-label': t('policy.checklist.of', { column: t(`policy.checklist.column.${column}`), paper }) })
  return (
    <tr>
      <td>{number}</td>
      <th scope="row">
        {line.code === '' ? (
          <Input
            ref={nameField}
            value={line.name}
            status={problem === null ? '' : 'error'}
            maxLength={CHECKLIST_LIMITS.name}
            placeholder={t('policy.checklist.ownName')}
            aria-label={t('policy.checklist.ownName')}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        ) : paper}
        {problem !== null && <div className="late" role="alert"><ProblemText code={problem} /></div>}
      </th>
      <td>
        <Select
          {...named('form')} value={line.form} onChange={(form) => onChange({ form })}
          options={PAPER_FORMS.map((form) => ({ value: form, label: t(`record.paper.${form}`) }))}
        />
      </td>
      <td><InputNumber {...named('count')} className="settings-count" min={1} max={CHECKLIST_LIMITS.count} precision={0} value={line.count} onChange={(count) => onChange({ count: count ?? 1 })} /></td>
      <td>
        <Select
          {...named('due')} className="settings-due" value={line.due} onChange={(due) => onChange({ due })}
          options={(['always', 'ifApplies', 'ifAppliesWithReason'] as const).map((due) => ({ value: due, label: t(`policy.checklist.due.${due}`) }))}
        />
      </td>
      {ASKED.map((column) => (
        <td key={column}><Checkbox {...named(column)} checked={line[column]} onChange={({ target }) => onChange({ [column]: target.checked })} /></td>
      ))}
      <td>
        <span className="settings-line-acts">
          <Button size="small" type="text" icon={<ArrowUpOutlined />} disabled={number === 1} aria-label={t('policy.checklist.up', { paper })} onClick={() => onMove(-1)} />
          <Button size="small" type="text" icon={<ArrowDownOutlined />} disabled={last} aria-label={t('policy.checklist.down', { paper })} onClick={() => onMove(1)} />
          <Button size="small" type="text" danger icon={<DeleteOutlined />} aria-label={t('policy.checklist.drop', { paper })} onClick={onDrop} />
        </span>
      </td>
    </tr>
  )
}
