// Scan the folder, scan the slot, done; then the next one. Or the next free slot, or the one in which the folder lies already.
import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useScanned } from '../../app/scanner.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import type { Placing } from './usePlacing.ts'

export function PlacingBox({ placing }: { placing: Placing }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const region = useRef<HTMLElement>(null)
  const boxId = useId()
  const { atHand, placed, said, read, take, put, letGo } = placing
  const running = read.running || take.running || put.running

  const submit = (text: string): void => {
    if (text.trim() === '') return
    void read.run(text)
    setTyped('')
  }
  useScanned(submit)

  // The next label is awaited outside of the box, where no input method takes a scanner's keys for pinyin.
  useEffect(() => {
    if (atHand !== null || placed.length > 0) region.current?.focus()
  }, [atHand, placed])

  return (
    <section className="placing" ref={region} tabIndex={-1} aria-label={t('filing.place.title')}>
      <div className="placing-ask">
        <label htmlFor={boxId}>{t(atHand === null ? 'filing.place.box' : 'filing.place.slotBox')}</label>
        <Input
          id={boxId}
          className="code"
          spellCheck={false}
          maxLength={200}
          value={typed}
          placeholder={t(atHand === null ? 'filing.place.boxHint' : 'filing.place.slotHint')}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={() => submit(typed)}
        />
        {atHand !== null && (
          <>
            {atHand.folder.slot !== null && atHand.waiting.length > 0 && (
              <Button type="primary" loading={running} onClick={() => void put.run(atHand.folder.slot)}>
                {t('filing.place.keep', { slot: atHand.folder.slot })}
              </Button>
            )}
            <Button type={atHand.folder.slot === null ? 'primary' : 'default'} loading={running} onClick={() => void put.run(null)}>
              {t('filing.place.next')}
            </Button>
            <Button disabled={running} onClick={letGo}>{t('filing.place.other')}</Button>
          </>
        )}
      </div>
      {atHand !== null && (
        <div className="placing-folder">
          <strong className="code">{atHand.folder.number}</strong>
          <span>{atHand.folder.plate ?? <span className="code">{atHand.folder.vin}</span>} · {atHand.folder.model}</span>
          <span>{atHand.folder.slot === null ? t('filing.place.nowhere') : t('filing.place.now', { slot: atHand.folder.slot })}</span>
          <span>{atHand.waiting.length === 0 ? t('filing.place.noneWaiting') : t('filing.place.waiting', { count: atHand.waiting.length })}</span>
        </div>
      )}
      <output className="placing-said">{said}</output>
      <ErrorNote error={put.error ?? take.error ?? read.error} />
    </section>
  )
}

/** The last few folders put away, for an eye on what one has just done. */
export function JustPlaced({ placed }: Pick<Placing, 'placed'>) {
  const { t } = useTranslation()
  if (placed.length === 0) return null
  return (
    <output className="placing-done">
      <span className="faint">{t('filing.place.justDone')}</span>
      <ul>
        {placed.map(({ dossierId, number, slot, records }, at) => (
          <li key={`${dossierId}-${placed.length - at}`}>
            <span className="code">{t('filing.place.done', { number, slot })}</span>{' '}
            <span className="faint">{records === 0 ? t('filing.place.doneMoved') : t('filing.place.doneRecords', { count: records })}</span>
          </li>
        ))}
      </ul>
    </output>
  )
}
