// A label scanned anywhere. A barcode scanner is a keyboard: it types a label within moments, key upon key, and Enter. As soon as the
// beginning of a label is recognised, the keys are kept from whatever has the focus, and what was typed of it is taken back out.
import { useEffect, useEffectEvent } from 'react'
import { readLabel } from '#shared/domain/label.ts'

/** Nobody types key upon key faster than this, in milliseconds, through a whole label; no scanner is slower. */
const BETWEEN_KEYS = 80
/** So long nothing more came: it was typed by hand after all, and is given back. */
const GIVEN_UP = 300
const BEGINNING = /^yd\*$/i
const LONGEST = 200

type Field = HTMLInputElement | HTMLTextAreaElement
/** A field as it was before the first key. */
type Before = { field: Field; value: string; start: number; end: number }
type Burst = { text: string; last: number; before: Before | null; kept: boolean }

const NOTHING: Burst = { text: '', last: Number.NEGATIVE_INFINITY, before: null, kept: false }

const takers: ((text: string) => void)[] = []

/** While this part of a screen is shown, scanned labels are its input. The one shown last has them first. */
export function useScanned(take: (text: string) => void): void {
  const taken = useEffectEvent(take)
  useEffect(() => {
    const taker = (text: string): void => taken(text)
    takers.push(taker)
    return () => {
      takers.splice(takers.indexOf(taker), 1)
    }
  }, [])
}

/** Listens for as long as the frame is there. `jump`: what becomes of a label that no part of the screen takes. */
export function useScanner(jump: (text: string) => void): void {
  const jumped = useEffectEvent(jump)
  useEffect(() => listen((text) => (takers.at(-1) ?? jumped)(text)), [])
}

function listen(onLabel: (text: string) => void): () => void {
  let burst = NOTHING
  let timer: number | undefined

  const giveUp = (): void => {
    if (burst.kept) giveBack(burst)
    burst = NOTHING
  }

  const onKey = (event: KeyboardEvent): void => {
    if (event.isComposing || event.key === 'Shift' || event.key === 'CapsLock') return
    const fast = event.timeStamp - burst.last < BETWEEN_KEYS
    if (!fast) giveUp()
    if (event.key === 'Enter' && burst.kept) {
      swallow(event)
      const { text } = burst
      window.clearTimeout(timer)
      if (readLabel(text) === null) giveUp()
      else {
        burst = NOTHING
        onLabel(text)
      }
      return
    }
    const isLetter = Array.from(event.key).length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!isLetter || burst.text.length > LONGEST) {
      giveUp()
      return
    }
    const before = burst.text === '' ? fieldBefore(event.target) : burst.before
    burst = { ...burst, text: burst.text + event.key, last: event.timeStamp, before }
    if (!burst.kept && BEGINNING.test(burst.text)) {
      burst = { ...burst, kept: true }
      if (before) write(before.field, before.value, before.start, before.end)
    }
    if (!burst.kept) return
    swallow(event)
    window.clearTimeout(timer)
    timer = window.setTimeout(giveUp, GIVEN_UP)
  }

  // Before the idle lock nothing is taken away, and before every other listener of the page.
  window.addEventListener('keydown', onKey, { capture: true })
  return () => {
    window.clearTimeout(timer)
    window.removeEventListener('keydown', onKey, { capture: true })
  }
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

function fieldBefore(target: EventTarget | null): Before | null {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return null
  const { value, selectionStart, selectionEnd } = target
  // A box to tick or a picture to press holds no text.
  if (selectionStart === null || selectionEnd === null) return null
  return { field: target, value, start: selectionStart, end: selectionEnd }
}

/** Writes as a hand would: the screen hears of it. React notices a change by the setter it did not put there itself. */
function write(field: Field, value: string, start: number, end: number): void {
  if (!field.isConnected || field.value === value) return
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype
  Reflect.set(prototype, 'value', value, field)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.setSelectionRange(start, end)
}

/** It was no label: what was kept from the field is put where it would have been typed. */
function giveBack({ text, before }: Burst): void {
  if (!before || before.field !== document.activeElement || before.field.value !== before.value) return
  const { field, value, start, end } = before
  write(field, value.slice(0, start) + text + value.slice(end), start + text.length, start + text.length)
}
