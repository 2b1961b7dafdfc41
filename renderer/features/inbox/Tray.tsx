// The tray: waiting pages on the left, the one shown large in the middle, the record and its papers on the right; a key files what is
// chosen and goes on to the next.
import { useEffect, useEffectEvent, useMemo, useRef, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxPageView } from '#shared/contract/scan.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { AssignTo } from './AssignTo.tsx'
import { afterwards, choose, paperOfKey, step, type Choice } from './keys.ts'
import { LargePage } from './LargePage.tsx'
import { PagePicture } from './PagePicture.tsx'

type TrayProps = { waiting: readonly InboxPageView[]; onSettled: () => void }

export function Tray({ waiting, onSettled }: TrayProps) {
  const { t } = useTranslation()
  const ids = useMemo(() => waiting.map(({ id }) => id), [waiting])
  const [shown, setShown] = useState<{ ids: readonly number[]; choice: Choice }>({ ids, choice: afterwards([], ids, { chosen: [], at: null }) })
  if (shown.ids !== ids) setShown({ ids, choice: afterwards(shown.ids, ids, shown.choice) })
  const { choice } = shown
  const setChoice = (next: Choice): void => setShown({ ids, choice: next })
  const [record, setRecord] = useState<RecordDetailView | null>(null)
  const tray = useRef<HTMLUListElement>(null)

  const assign = useAct(async (code: string) => {
    if (record === null || choice.chosen.length === 0) return
    await call('inbox.assign', { pageIds: [...choice.chosen], recordId: record.id, code })
    onSettled()
  })
  const discard = useAct(async () => {
    if (choice.chosen.length === 0) return
    await call('inbox.discard', { pageIds: [...choice.chosen], reason: '' })
    onSettled()
  })

  const byKey = useEffectEvent((event: KeyboardEvent): void => {
    const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [role=dialog]') !== null
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return
    const paper = paperOfKey(event.key)
    const line = paper === null ? undefined : record?.checklist[paper]
    if (line !== undefined) void assign.run(line.code)
    else if (event.key === 'ArrowDown' || event.key === 'ArrowRight') setChoice(step(ids, choice, 1))
    else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') setChoice(step(ids, choice, -1))
    else if (event.key === 'Delete') void discard.run()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => byKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  useEffect(() => {
    tray.current?.querySelector(`[data-page="${choice.at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [choice.at])

  if (waiting.length === 0) return <EmptyState title={t('inbox.tray.empty')} text={t('inbox.tray.emptyHint')} />
  const pick = (id: number, event: MouseEvent): void =>
    setChoice(choose(ids, choice, id, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'alone'))
  const page = waiting.find(({ id }) => id === choice.at)
  return (
    <div className="inbox-tray">
      <ul className="inbox-pages" ref={tray} aria-label={t('inbox.tray.pages')}>
        {waiting.map((each) => (
          <li key={each.id}>
            <button type="button" data-page={each.id} data-at={each.id === choice.at} aria-pressed={choice.chosen.includes(each.id)} onClick={(event) => pick(each.id, event)}>
              <PagePicture id={each.id} label={t('inbox.page', { name: each.fileName, page: each.page })} />
              <span className="inbox-name">{each.fileName} · {each.page}</span>
              {each.known.places.length + each.known.elsewhere > 0 && <small className="late">{t('inbox.tray.known')}</small>}
            </button>
          </li>
        ))}
      </ul>
      {/* It scrolls, so it must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className="inbox-large" aria-label={t('inbox.tray.large')} tabIndex={0}>
        {page !== undefined && <LargePage key={page.id} page={page} />}
      </section>
      <section className="inbox-assign" aria-label={t('inbox.tray.assign')}>
        <ErrorNote error={assign.error ?? discard.error} />
        <AssignTo
          suggested={page?.recordId ?? null}
          record={record}
          count={choice.chosen.length}
          busy={assign.running || discard.running}
          onRecord={setRecord}
          onPaper={(code) => void assign.run(code)}
          onDiscard={() => void discard.run()}
        />
      </section>
    </div>
  )
}
