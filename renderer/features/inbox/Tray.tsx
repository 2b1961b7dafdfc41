// The tray: waiting pages on the left, the one shown large in the middle, the record and its papers on the right; a key files what is
// chosen and goes on to the next.
import { useEffect, useEffectEvent, useMemo, useRef, useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { InboxPageView } from '#shared/contract/scan.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { isPlainKey } from '../../app/plainKey.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { AssignTo } from './AssignTo.tsx'
import { afterwards, choose, paperOfKey, recordFor, step, type ByHand, type Choice } from './keys.ts'
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
  const page = waiting.find(({ id }) => id === choice.at)
  const [byHand, setByHand] = useState<ByHand>({ page: null, recordId: null })
  const wanted = recordFor(page, byHand)
  const opened = useAnswer('record.open', wanted === null ? null : { ids: [wanted] })
  // Null until the answer is there: no paper of the record before it may take this page.
  const record = opened.value?.[0] ?? null
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
    if (!isPlainKey(event)) return
    const paper = paperOfKey(event.key)
    const line = paper === null ? undefined : record?.checklist[paper]
    // A key that is held down files or sets aside what was chosen, and nothing that comes after it.
    const acts = line !== undefined || event.key === 'Delete'
    if (acts && event.repeat) return
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
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so it must be reached by keyboard */}
      <section className="inbox-large" aria-label={t('inbox.tray.large')} tabIndex={0}>
        {page !== undefined && <LargePage key={page.id} page={page} />}
      </section>
      <section className="inbox-assign" aria-label={t('inbox.tray.assign')}>
        <ErrorNote error={assign.error ?? discard.error} />
        <AssignTo
          wanted={wanted}
          record={record}
          error={opened.error}
          count={choice.chosen.length}
          busy={assign.running || discard.running}
          onRecord={(recordId) => setByHand({ page: page?.id ?? null, recordId })}
          onPaper={(code) => void assign.run(code)}
          onDiscard={() => void discard.run()}
        />
      </section>
    </div>
  )
}
