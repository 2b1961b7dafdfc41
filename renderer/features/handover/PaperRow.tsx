// One paper of a record being looked at: one key or click when all is in order, else what was found (rules F4, F5, V2, V5).
import { Button, Input, InputNumber, Segmented, Select, type InputRef } from 'antd'
import { CheckOutlined, EditOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import {
  PAPER_FORMS, SIGNATURE_STATES, lacksOf, problemField, type ChecklistLine, type PaperCheck, type Presence,
} from '#shared/domain/paper.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { PaperAsk, paperName } from '../../components/PaperName.tsx'
import { ProblemText } from '../../components/ProblemText.tsx'
import { isInOrder, presencesOf, tickProblem, tickedInOrder, withPresence } from './ticks.ts'

const PRESENCE_KEYS: Record<string, Presence> = { m: 'missing', n: 'notApplicable', l: 'notYetObtainable' }

type PaperRowProps = {
  line: ChecklistLine
  check: PaperCheck | undefined
  /** How the paper stood before. */
  standing: PaperCheck | undefined
  /** Undefined: it is as if nobody had looked at the paper. */
  onCheck: (check: PaperCheck | undefined) => void
  /** Goes `by` rows down (or up). */
  onMove: (by: 1 | -1) => void
}

export function PaperRow({ line, check, standing, onCheck, onMove }: PaperRowProps) {
  const { t } = useTranslation()
  const today = useToday()
  const [noting, setNoting] = useState(false)
  const note = useRef<InputRef>(null)
  useEffect(() => {
    if (noting) note.current?.focus()
  }, [noting])
  const paper = paperName(t, line.code)
  const inOrder = isInOrder(line, check, today)
  const problem = check === undefined ? null : tickProblem(line, check, standing, today)
  const lacks = check === undefined ? [] : lacksOf(line, check, today)
  const noteShown = check !== undefined && (noting || check.note !== '' || check.presence === 'notApplicable')
  const of = (what: string) => t('handover.check.of', { paper, what })

  const setPresence = (presence: Presence): void => {
    if (presencesOf(line).includes(presence)) onCheck(withPresence(line, check, standing, presence))
  }

  const toggle = (event: MouseEvent): void => {
    onCheck(inOrder ? undefined : tickedInOrder(line, check, standing))
    // Pressed by the space bar it goes on to the next paper; a click stays where the hand is.
    if (event.detail === 0 && !inOrder) onMove(1)
  }

  const byKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const presence = PRESENCE_KEYS[event.key.toLowerCase()]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') onMove(event.key === 'ArrowDown' ? 1 : -1)
    else if (presence !== undefined) setPresence(presence)
    else if (event.key.toLowerCase() === 'r' && check !== undefined) setNoting(true)
    else return
    event.preventDefault()
  }

  return (
    <li className={`paper-row ${check === undefined ? 'paper-unseen' : lacks.length > 0 ? 'paper-lacking' : 'paper-fine'}`}>
      <button type="button" className="paper-handle" aria-pressed={inOrder} onClick={toggle} onKeyDown={byKey}>
        <span className="paper-tick" aria-hidden="true">{inOrder && <CheckOutlined />}</span>
        <span>
          {paper}
          <PaperAsk line={line} />
        </span>
      </button>
      <Segmented<Presence | 'unseen'>
        size="small"
        value={check?.presence ?? 'unseen'}
        aria-label={of(t('handover.check.presence'))}
        options={presencesOf(line).map((presence) => ({ value: presence, label: t(`handover.presence.${presence}`) }))}
        onChange={(presence) => {
          if (presence !== 'unseen') setPresence(presence)
        }}
      />
      <div className="paper-found">
        {check?.presence === 'present' && <Found line={line} check={check} wrong={problemField(problem)} onCheck={onCheck} of={of} />}
        {check?.presence === 'notYetObtainable' && (
          <DayPicker
            value={check.promisedOn}
            earliest={today}
            label={of(t('handover.check.promisedOn'))}
            placeholder={t('handover.check.promisedOn')}
            onChange={(promisedOn) => onCheck({ ...check, promisedOn, delayAccepted: false })}
          />
        )}
      </div>
      {check !== undefined && (
        <Button
          type="text"
          size="small"
          icon={<EditOutlined />}
          aria-label={of(t('handover.check.note'))}
          aria-expanded={noteShown}
          onClick={() => setNoting(!noting)}
        />
      )}
      {noteShown && (
        <Input
          size="small"
          className="paper-note"
          ref={note}
          maxLength={200}
          value={check.note}
          aria-label={of(t(check.presence === 'notApplicable' ? 'handover.check.reason' : 'handover.check.note'))}
          placeholder={t(check.presence === 'notApplicable' ? 'handover.check.reason' : 'handover.check.note')}
          onChange={(event) => onCheck({ ...check, note: event.target.value })}
        />
      )}
      {problem !== null && <p className="paper-problem" role="alert"><ProblemText code={problem} /></p>}
    </li>
  )
}

type FoundProps = {
  line: ChecklistLine
  check: PaperCheck
  /** The field that cannot be entered as it is. */
  wrong: ReturnType<typeof problemField>
  onCheck: (check: PaperCheck) => void
  of: (what: string) => string
}

/** How a paper that is there was found: only what its checklist line asks about. */
function Found({ line, check, wrong, onCheck, of }: FoundProps) {
  const { t } = useTranslation()
  const signatures = SIGNATURE_STATES.map((state) => ({ value: state, label: t(`handover.signature.${state}`) }))
  return (
    <>
      <InputNumber
        size="small"
        min={0}
        max={99}
        precision={0}
        className="paper-count"
        status={wrong === 'count' ? 'error' : ''}
        aria-invalid={wrong === 'count'}
        value={check.count}
        aria-label={of(t('handover.check.count'))}
        onChange={(count) => onCheck({ ...check, count: count ?? 0 })}
      />
      <Select
        size="small"
        className="paper-form"
        status={wrong === 'form' ? 'error' : ''}
        aria-invalid={wrong === 'form'}
        value={check.form}
        aria-label={of(t('handover.check.form'))}
        options={PAPER_FORMS.map((form) => ({ value: form, label: t(`record.paper.${form}`) }))}
        onChange={(form) => onCheck({ ...check, form })}
      />
      {line.customerSigns && (
        <Select
          size="small"
          className="paper-customer"
          status={check.customerSignature === 'there' ? '' : 'error'}
          value={check.customerSignature}
          aria-label={of(t('handover.check.customer'))}
          options={signatures}
          onChange={(customerSignature) => onCheck({ ...check, customerSignature })}
        />
      )}
      {line.staffSigns && (
        <Select
          size="small"
          className="paper-staff"
          status={check.staffSignature === 'there' ? '' : 'error'}
          value={check.staffSignature}
          aria-label={of(t('handover.check.staff'))}
          options={signatures}
          onChange={(staffSignature) => onCheck({ ...check, staffSignature })}
        />
      )}
    </>
  )
}
