// Looks for planted texts in every byte of files, in every shape in which a program may have written them down.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A text, or bytes that are none. */
export type Planted = { what: string } & ({ text: string } | { bytes: Buffer })

/** What of the planted texts stands in some bytes, and in which shape. */
export type Search = (bytes: Buffer) => string[]

type Pattern = { said: string; bytes: Buffer }

// Shorter ones would turn up in random bytes.
const SHORTEST = 6

/** @throws RangeError when a text is too short to be unmistakable. */
export function searchFor(planted: readonly Planted[]): Search {
  const patterns = planted.flatMap((each) => shapesOf('text' in each ? each.text : each.bytes).map(({ shape, bytes }): Pattern => (
    { said: `${each.what} (${shape})`, bytes }
  )))
  const short = patterns.find(({ bytes }) => bytes.length < SHORTEST)
  if (short !== undefined) throw new RangeError(`too short to be unmistakable: ${short.said}`)
  // By their first two bytes, so that one walk over a file looks for all of them.
  const byStart = Map.groupBy(patterns, ({ bytes }) => bytes.readUInt16LE(0))
  const starts = new Uint8Array(65_536)
  for (const start of byStart.keys()) starts[start] = 1
  return (bytes) => {
    const found = new Set<string>()
    for (let at = 0; at + SHORTEST <= bytes.length; at += 1) {
      const start = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
      if (starts[start] === 0) continue
      for (const { said, bytes: wanted } of byStart.get(start) ?? []) {
        if (bytes.subarray(at, at + wanted.length).equals(wanted)) found.add(said)
      }
    }
    return [...found].sort()
  }
}

function shapesOf(content: string | Buffer): { shape: string; bytes: Buffer }[] {
  const based = [0, 1, 2].map((offset) => ({ shape: 'base64', bytes: Buffer.from(base64At(content, offset), 'latin1') }))
  return typeof content === 'string' ? [...shapesOfText(content), ...based] : [{ shape: 'bytes', bytes: content }, ...based]
}

function shapesOfText(text: string): { shape: string; bytes: Buffer }[] {
  const written = [...new Set([text, text.toLowerCase(), text.toUpperCase()])]
  const percent = encodeURIComponent(text)
  const escaped = text.replace(/[^ -~]/gu, (letter) => Array.from({ length: letter.length }, (_, at) => (
    `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`
  )).join(''))
  return [
    ...written.map((each) => ({ shape: 'UTF-8', bytes: Buffer.from(each, 'utf8') })),
    ...written.map((each) => ({ shape: 'UTF-16', bytes: Buffer.from(each, 'utf16le') })),
    ...(percent === text ? [] : [{ shape: 'percent', bytes: Buffer.from(percent, 'latin1') }]),
    ...(escaped === text ? [] : [{ shape: 'JSON', bytes: Buffer.from(escaped, 'latin1') }]),
  ]
}

/** The part of a base64 text that stands for `content` whatever comes before (`offset` bytes into a group of three) and after. */
export function base64At(content: string | Buffer, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), typeof content === 'string' ? Buffer.from(content, 'utf8') : content])
  const whole = Math.floor((bytes.length * 8) / 6)
  return bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), whole)
}

/** Searches all files under a folder, their names too. @returns `file: what`, for each thing found. */
export function searchFolder(folder: string, search: Search): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    const file = join(entry.parentPath, entry.name)
    const found = [...search(Buffer.from(relative(folder, file))), ...(entry.isFile() ? search(readFileSync(file)) : [])]
    return found.map((said) => `${file}: ${said}`)
  })
}

/** How many bytes lie in the files under a folder. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + readFileSync(join(entry.parentPath, entry.name)).length, 0)
}
