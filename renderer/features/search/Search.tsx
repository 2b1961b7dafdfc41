// Finding a dossier as one types, by words and dates together (rule A4).
/* oxlint-disable jsx-a11y/prefer-tag-over-role --
   the list that goes with a text box is a listbox in ARIA alone: HTML's own select and datalist cannot show such rows */
import { Input, type InputRef } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useCallback, useEffect, useEffectEvent, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { HitView } from '#shared/contract/dossier.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Busy } from '../../components/Busy.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { Filters } from './Filters.tsx'
import { HITS_ID, Hits, hitId } from './Hits.tsx'
import { HITS, toSearchInput, useQuery } from './query.ts'
import '../screens.css'
import './search.css'

const NO_HITS: readonly HitView[] = []

export function Search() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [query, change] = useQuery()
  const [active, setActive] = useState(0)
  /** Enter was pressed before the answer was there, as a scanner does: it takes effect when it is. */
  const hurried = useRef(false)
  const box = useRef<InputRef>(null)
  const input = toSearchInput(query)
  const found = useAnswer('dossier.search', input)
  const hits = found.last?.hits ?? NO_HITS
  const at = Math.min(active, hits.length - 1)
  const chosen = hits[at]

  useEffect(() => box.current?.focus(), [])

  useEffect(() => {
    // Only when moved to: new hits begin at the top, and asking where a row is would lay the page out once more.
    if (active > 0 && chosen !== undefined) document.getElementById(hitId(chosen))?.scrollIntoView({ block: 'nearest' })
  }, [active, chosen])

  const open = useCallback((id: number) => navigate(paths.dossier(id)), [navigate])

  const openHurried = useEffectEvent(() => {
    if (hurried.current && chosen !== undefined) open(chosen.dossierId)
    hurried.current = false
  })
  useEffect(() => {
    if (!found.loading) openHurried()
  }, [found.loading])

  const byKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setActive(Math.max(0, Math.min(hits.length - 1, at + step)))
    } else if (event.key === 'Enter' && found.loading) hurried.current = true
    else if (event.key === 'Enter' && chosen !== undefined) open(chosen.dossierId)
    else if (event.key === 'Escape' && query.text !== '') change({ text: '' })
  }

  return (
    <Page title={t('search.title')}>
      <Input
        ref={box}
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        role="combobox"
        aria-label={t('search.box')}
        aria-expanded={hits.length > 0}
        aria-controls={HITS_ID}
        aria-autocomplete="list"
        {...(chosen === undefined ? {} : { 'aria-activedescendant': hitId(chosen) })}
        placeholder={t('search.hint')}
        value={query.text}
        onChange={(event) => {
          change({ text: event.target.value })
          setActive(0)
          hurried.current = false
        }}
        onKeyDown={byKey}
      />
      <Filters dates={query.dates} state={query.state} kind={query.kind} onChange={change} />
      <output className="search-sum" aria-busy={found.loading}>
        {found.last !== null && hits.length > 0 && (
          <>
            <span>{found.last.more ? t('search.more', { count: HITS }) : t('search.results', { count: hits.length })}</span>
            <span>{t('search.keys')}</span>
          </>
        )}
      </output>
      <Hits hits={hits} typed={query.text} activeId={chosen?.dossierId ?? null} onOpen={open} />
      {input === null && <EmptyState title={t('search.start')} />}
      {found.error !== null && <ErrorState error={found.error} onRetry={found.reload} />}
      {input !== null && found.last === null && found.error === null && <Busy label={t('common.loading')} />}
      {found.last?.hits.length === 0 && <EmptyState title={t('search.nothing')} text={t('search.nothingHint')} />}
    </Page>
  )
}
