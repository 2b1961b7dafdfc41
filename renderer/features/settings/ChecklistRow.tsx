// A line of a checklist while it is being changed (rule F6).
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, InputNumber, Select, type InputRef } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CHECKLIST_LIMITS, isOwnPaper } from '#shared/domain/checklist.ts'
import { PAPER_FORMS } from '#shared/domain/paper.ts'
import { linePaper } from '../../components/PaperName.tsx'
import { ProblemText } from '../../components/ProblemText.tsx'
import { ASKED, type EditedLine } from './editing.ts'

type ChecklistRowProps = {
  line: EditedLine
  number: number
  last: boolean
  problem: string | null
  onChange: (to: Partial<EditedLine>) => void
  onMove: (by: -1 | 1) => void
  onDrop: () => void
}

export function ChecklistRow({ line, number, last, problem, onChange, onMove, onDrop }: ChecklistRowProps) {
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
