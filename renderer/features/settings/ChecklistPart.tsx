// The checklists: what each kind of record asks for, in every version; the changes proposed and approved (rule F6).
import { Alert, Button, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { checklistDraft } from '#shared/contract/desk.ts'
import type { ChecklistChangeView, KindChecklistsView } from '#shared/contract/policy.ts'
import type { ChecklistLine } from '#shared/domain/paper.ts'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { linePaper } from '../../components/PaperName.tsx'
import { History, Waiting } from './Changes.tsx'
import { ChecklistDifference } from './ChecklistDifference.tsx'
import { ChecklistEditor } from './ChecklistEditor.tsx'
import { ASKED } from './editing.ts'
import { useKeptForm } from './kept.ts'

export function ChecklistPart() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { of } = useParams<{ of?: string }>()
  const kind = RECORD_KINDS.find((each) => each === of) ?? 'delivery'
  const answer = useAnswer('policy.checklists', {})
  return (
    <>
      <p className="faint settings-about">{t('policy.checklist.about')}</p>
      <Segmented
        className="settings-kinds"
        aria-label={t('policy.checklist.kinds')}
        value={kind}
        onChange={(chosen) => navigate(paths.settings('checklists', chosen))}
        options={RECORD_KINDS.map((each) => ({ value: each, label: t(`common.kind.${each}`) }))}
      />
      <Answered answer={answer}>
        {(lists) => {
          const list = lists.find((each) => each.kind === kind)
          return list !== undefined && <Checklist key={kind} list={list} onChanged={answer.reload} />
        }}
      </Answered>
    </>
  )
}

function Checklist({ list, onChanged }: { list: KindChecklistsView; onChanged: () => void }) {
  const { t } = useTranslation()
  const mayPropose = usePermits('policy.propose')
  // Null: what holds today, also when that has just changed.
  const [chosen, setChosen] = useState<number | null>(null)
  const [editing, setEditing] = useKeptForm(checklistDraft(list.kind))
  const shown = list.versions.find(({ version }) => version === (chosen ?? list.present)) ?? list.versions[0]
  const waits = list.changes.some(({ state }) => state === 'proposed')
  const title = (version: number, fromOn: string | null): string => {
    const said = fromOn === null ? t('policy.checklist.versionFirst') : t('policy.checklist.versionOf', { version, date: fromOn })
    return version === list.present ? t('policy.checklist.versionPresent', { version: said }) : said
  }
  if (editing && mayPropose && !waits) {
    return (
      <ChecklistEditor
        kind={list.kind}
        start={list.versions[0]?.lines ?? []}
        onClose={(proposed) => {
          setEditing(false)
          if (proposed) onChanged()
        }}
      />
    )
  }
  return (
    <>
      <Waiting changes={list.changes} onChanged={onChanged} renderWhat={renderChange} />
      <section className="panel" aria-label={t(`common.kind.${list.kind}`)}>
        <div className="settings-head">
          <Select
            aria-label={t('policy.checklist.version')}
            className="settings-version"
            value={shown?.version ?? list.present}
            onChange={setChosen}
            options={list.versions.map(({ version, fromOn }) => ({ value: version, label: title(version, fromOn) }))}
          />
          <span className="faint">{t('policy.checklist.lines', { count: shown?.lines.length ?? 0 })}</span>
          {mayPropose && <Button type="primary" disabled={waits} onClick={() => setEditing(true)}>{t('policy.checklist.edit')}</Button>}
        </div>
        {mayPropose && waits && <Alert className="note" type="info" showIcon title={t('policy.oneWaits')} />}
        <Lines lines={shown?.lines ?? []} />
      </section>
      <History
        title={t('policy.checklist.history')} changes={list.changes} empty={t('policy.checklist.historyEmpty')} onChanged={onChanged} renderWhat={renderChange}
      />
    </>
  )
}

const renderChange = ({ before, lines }: ChecklistChangeView) => <ChecklistDifference before={before} after={lines} />

function Lines({ lines }: { lines: readonly ChecklistLine[] }) {
  const { t } = useTranslation()
  const yes = (asked: boolean): string => t(asked ? 'policy.checklist.yes' : 'policy.checklist.no')
  return (
    <table className="settings-table">
      <thead>
        <tr>
          {(['number', 'paper', 'form', 'count', 'due', ...ASKED] as const).map((column) => <th scope="col" key={column}>{t(`policy.checklist.column.${column}`)}</th>)}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={line.code}>
            <td>{at + 1}</td>
            <th scope="row">{linePaper(t, line)}</th>
            <td>{t(`record.paper.${line.form}`)}</td>
            <td>{line.count}</td>
            <td>{t(`policy.checklist.due.${line.due}`)}</td>
            {ASKED.map((column) => <td key={column} className={line[column] ? '' : 'faint'}>{yes(line[column])}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
