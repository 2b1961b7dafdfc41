// The papers of a record: how many pages each has, what is still to be scanned, what is wrong with it. Files dropped on a line go onto
// that paper, and so do pages dragged there.
import { useState, type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { paperName } from '../../components/PaperName.tsx'
import { ALL, type PaperLine } from './papers.ts'
import { draggedFiles, draggedPages, type Dropped } from './dropping.ts'

type ChecklistProps = {
  lines: readonly PaperLine[]
  pages: number
  /** A paper's code, or `ALL`. */
  chosen: string
  onChoose: (code: string) => void
  /** Null for whoever may only look. */
  onDrop: ((code: string, dropped: Dropped) => void) | null
}

export function Checklist({ lines, pages, chosen, onChoose, onDrop }: ChecklistProps) {
  const { t } = useTranslation()
  const there = lines.filter(({ state }) => state === 'scanned' || state === 'toScan').length
  const scanned = lines.filter(({ state }) => state === 'scanned').length
  const codes = [...lines.map(({ code }) => code), ALL]

  const byKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    const next = codes[codes.indexOf(chosen) + (event.key === 'ArrowDown' ? 1 : -1)]
    if (next === undefined) return
    onChoose(next)
    event.currentTarget.querySelector<HTMLElement>(`[data-paper="${CSS.escape(next)}"]`)?.focus()
  }

  return (
    <nav className="scan-checklist" aria-label={t('scan.checklist.title')}>
      <div className="scan-checklist-head">
        <h2>{t('scan.checklist.title')}</h2>
        <span>{t('scan.checklist.progress', { scanned, there })}</span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the list hears the arrows of the buttons in it */}
      <ol onKeyDown={byKey}>
        {lines.map((line, at) => (
          <PaperEntry key={line.code} line={line} at={at} chosen={line.code === chosen} onChoose={onChoose} onDrop={onDrop} />
        ))}
        <li>
          <button
            type="button"
            data-paper={ALL}
            className="scan-paper"
            aria-current={chosen === ALL}
            tabIndex={chosen === ALL ? 0 : -1}
            onClick={() => onChoose(ALL)}
          >
            <span className="scan-paper-key" />
            <span className="scan-paper-name">{t('scan.checklist.all')}</span>
            <span className="scan-paper-state">{t('scan.pages', { count: pages })}</span>
          </button>
        </li>
      </ol>
      <p className="scan-hint">{t('scan.checklist.hint')}</p>
    </nav>
  )
}

type PaperEntryProps = { line: PaperLine; at: number; chosen: boolean } & Pick<ChecklistProps, 'onChoose' | 'onDrop'>

function PaperEntry({ line: { code, pages, state, lacks }, at, chosen, onChoose, onDrop }: PaperEntryProps) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const takes = (event: DragEvent): boolean => onDrop !== null && (draggedFiles(event.dataTransfer) || draggedPages(event.dataTransfer))
  return (
    <li>
      <button
        type="button"
        data-paper={code}
        className="scan-paper"
        data-state={state}
        data-over={over}
        aria-current={chosen}
        tabIndex={chosen ? 0 : -1}
        onClick={() => onChoose(code)}
        onDragOver={(event) => {
          if (!takes(event)) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false)
          if (!takes(event)) return
          event.preventDefault()
          event.stopPropagation()
          onDrop?.(code, event.dataTransfer)
        }}
      >
        <kbd className="scan-paper-key" aria-hidden="true">{at < 10 ? (at + 1) % 10 : ''}</kbd>
        <span className="scan-paper-name">
          {paperName(t, code)}
          {lacks.length > 0 && <small className="late">{lacks.map(({ kind }) => t(`handover.lack.${kind}`)).join(t('book.line.separator'))}</small>}
        </span>
        <span className="scan-paper-state">{state === 'scanned' ? t('scan.pages', { count: pages.length }) : t(`scan.state.${state}`)}</span>
      </button>
    </li>
  )
}
