// Takes one page out of a TIFF file, its compressed data as it is (TIFF 6.0, and the wider form for large files): a directory of
// its own, with the strips or tiles it points at laid behind it.
import type { Buffer } from 'node:buffer'
import { refused } from '../refusal.ts'
import { requireReadable } from './limits.ts'

/** Bytes of a value, by the number of its type. */
const WIDTHS: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]
const LONG = 4
/** From here on types are numbers of eight bytes, which the narrow form does not know. */
const FIRST_WIDE = 16

/** Where the page's data lies, and how long each part of it is: strips or tiles. */
const LENGTHS: ReadonlyMap<number, number> = new Map([[273, 279], [324, 325]])
/** Other pictures and directories it points at: not the page's own. */
const ELSEWHERE = new Set([330, 513, 514, 34_665, 34_853, 40_965])

/** What numbers look like: which end first, and whether offsets take eight bytes. */
type Form = { little: boolean; wide: boolean }
type Entry = { tag: number; type: number; count: number; value: Buffer }

/**
 * @param page from 1.
 * @throws Refusal `picture.damaged` where the file does not hold what its directory says, `picture.tooLarge` where it says more than any
 * page has: parts may lie over each other, so that a small file can stand for a large one.
 */
export function tiffPage(bytes: Uint8Array, page: number): Uint8Array[] {
  const file = globalThis.Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const little = file[0] === 0x49
    const form = { little, wide: numberAt(file, 2, 2, little) === 43 }
    return written(file, entriesOf(file, form, page), little)
  } catch (error) {
    // Reading beyond the file's end.
    if (error instanceof RangeError) throw refused('picture.damaged')
    throw error
  }
}

function numberAt(bytes: Buffer, position: number, width: number, little: boolean): number {
  if (width < 8) return little ? bytes.readUIntLE(position, width) : bytes.readUIntBE(position, width)
  return Number(little ? bytes.readBigUInt64LE(position) : bytes.readBigUInt64BE(position))
}

function slice(file: Buffer, from: number, length: number): Buffer {
  if (from + length > file.length) throw new RangeError('beyond the end of the file')
  return file.subarray(from, from + length)
}

const even = (length: number): number => length + (length % 2)

function entriesOf(file: Buffer, { little, wide }: Form, page: number): Entry[] {
  const [counter, offset] = wide ? [8, 8] : [2, 4]
  const size = 4 + 2 * offset
  const countAt = (at: number): number => numberAt(file, at, counter, little)
  let directory = numberAt(file, wide ? 8 : 4, offset, little)
  for (let passed = 1; passed < page; passed += 1) directory = numberAt(file, directory + counter + countAt(directory) * size, offset, little)
  const table = slice(file, directory + counter, countAt(directory) * size)
  return Array.from({ length: table.length / size }, (_, index) => {
    const at = index * size
    const type = numberAt(table, at + 2, 2, little)
    const count = numberAt(table, at + 4, offset, little)
    const length = (WIDTHS[type] ?? 0) * count
    const value = length <= offset ? slice(table, at + 4 + offset, length) : slice(file, numberAt(table, at + 4 + offset, offset, little), length)
    return { tag: numberAt(table, at, 2, little), type, count, value }
  }).filter(({ tag, value }) => value.length > 0 && !ELSEWHERE.has(tag))
}

/** The page alone, in the narrow form, in the byte order its values already have. */
function written(file: Buffer, entries: readonly Entry[], little: boolean): Uint8Array[] {
  const bytesOf = (numbers: readonly number[], width: number): Buffer => {
    const bytes = globalThis.Buffer.alloc(numbers.length * width)
    numbers.forEach((each, index) => (little ? bytes.writeUIntLE(each, index * width, width) : bytes.writeUIntBE(each, index * width, width)))
    return bytes
  }
  const numbersOf = ({ type, count, value }: Entry): number[] => {
    const width = WIDTHS[type] ?? 0
    return Array.from({ length: count }, (_, index) => numberAt(value, index * width, width, little))
  }
  const narrow = entries.map((entry) => entry.type < FIRST_WIDE && !LENGTHS.has(entry.tag)
    ? entry
    : { ...entry, type: LONG, value: bytesOf(numbersOf(entry), 4) })

  // A header, the directory, values too long for it, then the data: with all lengths known, every place is.
  const long = narrow.filter(({ value }) => value.length > 4)
  const valuesAt = 8 + 2 + narrow.length * 12 + 4
  let dataAt = valuesAt + long.reduce((sum, { value }) => sum + even(value.length), 0)
  requireReadable(dataAt)
  const data: Buffer[] = []
  for (const entry of narrow) {
    const lengths = narrow.find(({ tag }) => tag === LENGTHS.get(entry.tag))
    if (!lengths) continue
    const sizes = numbersOf(lengths)
    const places = numbersOf(entry).map((from, index) => {
      const piece = slice(file, from, sizes[index] ?? 0)
      data.push(piece)
      dataAt += piece.length
      requireReadable(dataAt)
      return dataAt - piece.length
    })
    entry.value = bytesOf(places, 4)
  }
  if (data.length === 0) throw refused('picture.damaged')

  let at = valuesAt
  const directory = narrow.map(({ tag, type, count, value }) => {
    const start = globalThis.Buffer.concat([bytesOf([tag, type], 2), bytesOf([count], 4)])
    if (value.length <= 4) return globalThis.Buffer.concat([start, value, globalThis.Buffer.alloc(4 - value.length)])
    at += even(value.length)
    return globalThis.Buffer.concat([start, bytesOf([at - even(value.length)], 4)])
  })
  return [
    globalThis.Buffer.from(little ? 'II' : 'MM'), bytesOf([42], 2), bytesOf([8], 4), bytesOf([narrow.length], 2), ...directory, bytesOf([0], 4),
    ...narrow.filter(({ value }) => value.length > 4).map(({ value }) => globalThis.Buffer.concat([value, globalThis.Buffer.alloc(value.length % 2)])),
    ...data,
  ]
}
