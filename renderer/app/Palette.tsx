// Ctrl+K: finds a dossier as one types, or goes to a screen. A barcode scanner types too, and ends with Enter.
/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-element-to-interactive-role --
   ARIA's combobox with a list box: a native list can neither show what matched nor lead to screens, so the roles are written out */
import { Input, Modal, type InputRef } from 'antd'
import { useEffect, useEffectEvent, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { HitView } from '#shared/contract/dossier.ts'
import { permits } from '#shared/domain/role.ts'
import { call, toCallError } from '../api.ts'
import type { CallError } from '#shared/contract/envelope.ts'
import { ErrorNote } from '../components/ErrorState.tsx'
import { Matched } from '../components/Matched.tsx'
import { paths } from './paths.ts'
import { mayOpen } from './route.ts'
import { ROUTES } from './routes.tsx'
import { useScanned } from './scanner.ts'
import { useMe } from './session.ts'
import { useLabelPath } from './useLabelJump.ts'

const SHOWN = 20

type Found = { text: string; hits: readonly HitView[]; error: CallError | null }

const NOTHING: Found = { text: '', hits: [], error: null }

/** What the archive finds for `text`; an answer overtaken by the next letter is dropped. */
function useHits(text: string, allowed: boolean): Found {
  const [found, setFound] = useState<Found>(NOTHING)
  useEffect(() => {
    if (!allowed || text === '') return undefined
    let stale = false
    const ask = async (): Promise<void> => {
      try {
        const { hits } = await call('dossier.search', { text, dates: null, state: null, kind: null, limit: SHOWN })
        if (!stale) setFound({ text, hits, error: null })
      } catch (thrown) {
        if (!stale) setFound({ text, hits: [], error: toCallError(thrown) })
      }
    }
    void ask()
    return () => {
      stale = true
    }
  }, [text, allowed])
  return text === '' ? NOTHING : found
}

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const [, navigate] = useLocation()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const [open, setOpen] = useState(true)
  /** Enter was pressed before the answer was there, as a scanner does: it takes effect when it is. */
  const hurried = useRef(false)
  const field = useRef<InputRef>(null)
  const goal = useRef<string | null>(null)
  const list = useId()
  const text = typed.trim()
  const mayFind = permits(me.roles, 'dossier.read')
  const found = useHits(text, mayFind)
  const answered = found.text === text || !mayFind

  const screens = ROUTES
    .filter((route) => route.icon !== null && mayOpen(route, me.roles))
    .map((route) => ({ to: route.nav ?? route.path, label: t(route.title), icon: route.icon }))
    .filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
  const targets = [...found.hits.map(({ dossierId }) => paths.dossier(dossierId)), ...screens.map(({ to }) => to)]
  const current = Math.min(chosen, targets.length - 1)
  const idOf = (at: number): string => `${list}-${at}`

  const go = (to: string | undefined): void => {
    if (to === undefined) return
    goal.current = to
    setOpen(false)
  }

  const pathOf = useLabelPath()
  useScanned((label) => {
    const follow = async (): Promise<void> => go((await pathOf(label)) ?? undefined)
    if (mayFind) void follow()
  })

  const goHurried = useEffectEvent(() => {
    if (hurried.current) go(targets[current])
    hurried.current = false
  })
  useEffect(() => {
    if (answered) goHurried()
  }, [answered])

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && targets.length > 0) {
      event.preventDefault()
      const next = (current + step + targets.length) % targets.length
      setChosen(next)
      document.getElementById(idOf(next))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      if (answered) go(targets[current])
      else hurried.current = true
    }
  }

  return (
    <Modal
      open={open}
      footer={null}
      closable={false}
      width={640}
      style={{ top: 72 }}
      title={<span className="unseen">{t('session.palette.label')}</span>}
      onCancel={() => setOpen(false)}
      afterOpenChange={(shown) => {
        if (shown) {
          field.current?.focus()
          return
        }
        onClose()
        // Only now: the dialog gives the focus back where it was, and the new screen takes it from there.
        if (goal.current !== null) navigate(goal.current)
      }}
    >
      <Input
        ref={field}
        className="palette-input"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
          hurried.current = false
        }}
        onKeyDown={onKeyDown}
        placeholder={t(mayFind ? 'session.palette.placeholder' : 'session.palette.placeholderGo')}
        maxLength={200}
        spellCheck={false}
        role="combobox"
        aria-label={t('session.palette.label')}
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={targets.length > 0 ? idOf(current) : undefined}
        aria-autocomplete="list"
      />
      <ErrorNote error={found.error} />
      {/* The arrow keys are heard by the field, which names the chosen option. */}
      <ul id={list} role="listbox" aria-label={t('session.palette.label')} className="palette-list">
        {found.hits.length > 0 && <li role="presentation" className="palette-group">{t('session.palette.hits')}</li>}
        {found.hits.map((hit, at) => (
          <Option key={hit.dossierId} id={idOf(at)} chosen={at === current} onChoose={() => go(targets[at])}>
            <span>
              {hit.ownerName === '' ? t('session.palette.noOwner') : hit.ownerName}
              {' · '}
              {hit.plate ?? hit.vin}
              {' · '}
              {hit.model}
            </span>
            <span className="code">{hit.number}</span>
            {hit.matched.length > 0 && <small><Matched matched={hit.matched} typed={text} /></small>}
          </Option>
        ))}
        {screens.length > 0 && <li role="presentation" className="palette-group">{t('session.palette.go')}</li>}
        {screens.map((screen, at) => (
          <Option
            key={screen.to}
            id={idOf(found.hits.length + at)}
            chosen={found.hits.length + at === current}
            onChoose={() => go(screen.to)}
          >
            <span><span aria-hidden="true">{screen.icon}</span> {screen.label}</span>
          </Option>
        ))}
      </ul>
      {targets.length === 0 && found.text === text && <p className="state-text">{t('session.palette.empty')}</p>}
      <p className="palette-foot">
        <span>{t('session.palette.hint')}</span>
        <output>{found.text !== '' && t('session.palette.count', { count: found.hits.length })}</output>
      </p>
    </Modal>
  )
}

type OptionProps = { id: string; chosen: boolean; onChoose: () => void; children: React.ReactNode }

function Option({ id, chosen, onChoose, children }: OptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keyboard works on the field above; the pointer works here
    <li id={id} role="option" aria-selected={chosen} className="palette-item" onClick={onChoose}>{children}</li>
  )
}
