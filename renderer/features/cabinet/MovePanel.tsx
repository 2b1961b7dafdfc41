// Moving folders: scan one or many, scan the slot, done. A slot chosen in the drawing does as well.
import { App, Button, Input } from 'antd'
import { CloseOutlined } from '@ant-design/icons'
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Id } from '#shared/domain/id.ts'
import { useScanned } from '../../app/scanner.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { movingHere, type Moved } from './moving.ts'

type MovePanelProps = {
  /** Those it begins with. */
  begun: readonly Id<'dossier'>[]
  /** The slot chosen in the drawing. */
  slot: string | null
  onMoved: () => void
  onClose: () => void
}

export function MovePanel({ begun, slot, onMoved, onClose }: MovePanelProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [typed, setTyped] = useState('')
  const region = useRef<HTMLElement>(null)
  const boxId = useId()
  const moved = useEffectEvent(({ slot: to, folders }: Moved) => {
    if (folders.length === 0) void message.info(t('cabinet.move.there', { slot: to }))
    else void message.success(t('cabinet.move.done', { count: folders.length, slot: to }))
    onMoved()
  })
  const [store] = useState(movingHere)
  useEffect(() => store.subscribe(({ done: [newest] }, before) => {
    if (newest !== undefined && newest !== before.done[0]) moved(newest)
  }), [store])
  const { folders, said, error, done, read, take, moveTo, letGo } = useStore(store)

  const begin = useEffectEvent(() => {
    if (begun.length > 0) void take(begun)
    // The next label is awaited outside of the box, where no input method takes a scanner's keys for pinyin.
    region.current?.focus()
  })
  useEffect(() => begin(), [])
  const submit = (text: string): void => {
    if (text.trim() === '') return
    setTyped('')
    void read(text)
  }
  useScanned(submit)

  return (
    <aside className="panel slot-panel move-panel" aria-label={t('cabinet.move.title')} ref={region} tabIndex={-1}>
      <header>
        <h2 className="panel-title">{t('cabinet.move.title')}</h2>
        <Button type="text" size="small" icon={<CloseOutlined aria-hidden />} aria-label={t('cabinet.move.close')} onClick={onClose} />
      </header>
      <label htmlFor={boxId}>{t(folders.length === 0 ? 'cabinet.move.box' : 'cabinet.move.boxMore')}</label>
      <Input
        id={boxId} className="code" spellCheck={false} maxLength={200} value={typed} placeholder={t('cabinet.move.boxHint')}
        onChange={(event) => setTyped(event.target.value)} onPressEnter={() => submit(typed)}
      />
      <output className="move-said">{said !== null && t(`cabinet.move.said.${said.what}`, { text: said.text })}</output>
      <ErrorNote error={error} />
      {folders.length > 0 && (
        <>
          <h3>{t('cabinet.move.atHand', { count: folders.length })}</h3>
          <ul className="slot-folders">
            {folders.map((folder) => (
              <li key={folder.dossierId}>
                <div>
                  <span className="code">{folder.number}</span>
                  <span>{folder.plate ?? <span className="code">{folder.vin}</span>} · {folder.slot === null ? t('cabinet.slot.nowNowhere') : t('cabinet.slot.now', { slot: folder.slot })}</span>
                </div>
                <Button
                  type="text" size="small" icon={<CloseOutlined aria-hidden />} aria-label={t('cabinet.move.letGo', { number: folder.number })}
                  onClick={() => letGo(folder.dossierId)}
                />
              </li>
            ))}
          </ul>
          {slot === null || folders.every((folder) => folder.slot === slot)
            ? <p className="faint">{t('cabinet.move.chooseSlot')}</p>
            : <Button type="primary" onClick={() => void moveTo(slot)}>{t('cabinet.move.to', { slot })}</Button>}
        </>
      )}
      {done.length > 0 && (
        <>
          <h3>{t('cabinet.move.justDone')}</h3>
          <ul className="slot-past">
            {done.map(({ slot: to, folders: those }, at) => (
              <li key={`${to}/${done.length - at}`}>
                <span className="code">{those.map(({ number }) => number).join(t('book.line.separator'))}</span> <span className="faint">{t('cabinet.move.into', { slot: to })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  )
}
