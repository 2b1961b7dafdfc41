// Reads a list: what it is, is told by its bytes, never by its name.
import { Refusal, refused } from '../refusal.ts'
import { readCsv } from './csv.ts'
import { LIMITS, type Patience, type SheetFile } from './sheet.ts'
import { readXlsx } from './xlsx.ts'

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Excel's format of before 2007, and any workbook under a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0]

/**
 * @param wanted the sheet of a workbook; null: the first that says anything.
 * @throws Refusal `sheet.…` for what is no list, is damaged, or is more than one can be; what `patience` throws.
 */
export async function readSheet(bytes: Uint8Array, patience: Patience, wanted: string | null = null): Promise<SheetFile> {
  const began = performance.now()
  const hurried: Patience = () => {
    patience()
    if (performance.now() - began > LIMITS.time) throw refused('sheet.tooSlow')
  }
  if (bytes.length > LIMITS.file) throw refused('sheet.tooLarge', String(LIMITS.file))
  if (begins(bytes, COMPOUND)) throw refused('sheet.oldExcel')
  try {
    return begins(bytes, ZIP) ? { ...(await readXlsx(bytes, hurried, wanted)), kind: 'xlsx', encoding: null } : readCsv(bytes, hurried)
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error
    // What the unpacker or the parser objects to; its message might quote the list.
    throw refused('sheet.damaged')
  }
}

function begins(bytes: Uint8Array, with_: readonly number[]): boolean {
  return with_.every((byte, index) => bytes[index] === byte)
}
