// The papers of the sample store: every one that a checklist names can be drawn, says what its record says, and looks as it was found.
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_CHECKLISTS } from '#shared/domain/checklist.ts'
import { toId } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { paperInOrder, type ChecklistLine, type PaperCheck } from '#shared/domain/paper.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import { inWords, money, type Facts, type Paper } from '../../electron/cli/demo/paper-facts.ts'
import type { Block } from '../../electron/cli/demo/block.ts'
import { sheetsOf } from '../../electron/cli/demo/papers.ts'
import { printable } from '../../electron/cli/demo/pen.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'
import { openScanner, type Scanner } from '../../electron/cli/demo/scanner.ts'
import { paperCharacters } from '../../scripts/paper-font.ts'

const ON = localDate('2026-01-12')
const FONT = new URL('../../resources/sample/paper-font.otf', import.meta.url)

function facts(kind: RecordKind): Facts {
  const vehicle = { vin: 'LYZTY1A2503Y100107', plate: '皖ZA1B2C', model: '远山 拓野 2.0T 四驱豪华型' }
  return {
    record: {
      id: toId<'record'>(1), number: 'R2026-00001', kind, state: 'complete', deliveredOn: ON, dueOn: ON, dueProvisional: false, receivedAt: null, receivedSeq: null,
      refusal: null, responsible: { id: toId<'person'>(2), name: '林晓峰', department: '销售部' }, contact: { name: '单小雨', phone: '16312345678', confirmed: true },
      orderNumber: 'HT20260112001', lackCount: 0, dossierId: toId<'dossier'>(3), dossierNumber: 'YX-XS-2026-D10-00001', ownerName: '单小雨', vehicle, overdue: false,
      checklist: [...DEFAULT_CHECKLISTS[kind]], papers: [], keptBack: [],
    },
    owner: {
      id: toId<'customer'>(4), kind: 'person', name: '单小雨', identityKind: 'identityCard', identityNumber: '349999199003074518', mobile: '16312345678', landline: '', address: '云溪市望湖区',
    },
    vehicle: { id: toId<'vehicle'>(5), ...vehicle, colour: '深海蓝', engineNumber: 'YS20T123456', origin: 'soldHere' },
  }
}

const paperOf = (kind: RecordKind, line: ChecklistLine, found: Partial<PaperCheck> = {}): Paper => (
  { ...facts(kind), line, check: { ...paperInOrder(line), ...found }, random: makeRandom(1) }
)

const every = RECORD_KINDS.flatMap((kind) => DEFAULT_CHECKLISTS[kind].map((line) => ({ kind, line })))

const blocksOf = (paper: Paper): Block[] => sheetsOf(paper).flatMap((sheet) => ('blocks' in sheet ? sheet.blocks : []))

/** Lines on which the customer signs, and what stands there. */
function customerLines(paper: Paper): (string | null)[] {
  return blocksOf(paper).flatMap((block) => (block.is === 'signatures' ? block.parties : []))
    .filter(({ label }) => label === '客户签名' || label.startsWith('乙方')).map(({ signed }) => signed)
}

describe('the papers of every checklist (F4, F5)', () => {
  let scanner: Scanner | undefined

  beforeAll(async () => {
    scanner = await openScanner()
  }, 60_000)
  afterAll(() => scanner?.close())

  it('has a line for the customer where the checklist asks for their signature, and it is signed as it was found (F6)', () => {
    expect(every.length).toBeGreaterThan(40)
    for (const { kind, line } of every) {
      const lines = customerLines(paperOf(kind, line))
      expect([kind, line.code, lines]).toEqual([kind, line.code, line.customerSigns ? ['单小雨'] : []])
      if (!line.customerSigns) continue
      expect(customerLines(paperOf(kind, line, { customerSignature: 'missing' }))).toEqual([null])
      expect(customerLines(paperOf(kind, line, { customerSignature: 'wrong' }))).not.toContain('单小雨')
    }
  })

  it('shows no whole identity number', () => {
    const said = JSON.stringify(every.map(({ kind, line }) => sheetsOf(paperOf(kind, line))))
    expect(said).toContain('349999')
    expect(said).not.toContain('349999199003074518')
  })

  it('has both sides of the identity card, or the one that was brought', () => {
    const line = DEFAULT_CHECKLISTS.delivery.find(({ code }) => code === 'identityCopy')
    expect(line && sheetsOf(paperOf('delivery', line))).toHaveLength(2)
    expect(line && sheetsOf(paperOf('delivery', line, { count: 1 }))).toHaveLength(1)
  })

  it('a page is a JPEG of 30 to 170 kB, the same for the same seed; without the signature it is another', () => {
    const line = DEFAULT_CHECKLISTS.delivery.find(({ code }) => code === 'deliveryCheckSheet')
    if (!line || !scanner) throw new Error('no such paper')
    const scan = (found: Partial<PaperCheck>) => sheetsOf(paperOf('delivery', line, found)).map((sheet) => scanner?.scan(sheet, 9).bytes)[0]
    const page = scan({})
    expect(page && [...page.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff])
    expect(page?.length).toBeGreaterThan(30_000)
    expect(page?.length).toBeLessThan(170_000)
    expect(scan({})).toEqual(page)
    expect(scan({ customerSignature: 'missing' })).not.toEqual(page)
  })
})

describe('what is written on them', () => {
  it('amounts in figures and in words', () => {
    expect(money(1_234_567.5)).toBe('1,234,567.50')
    const said = [0, 10, 305, 1680, 10_005, 120_800, 100_100, 2_010_000].map(inWords)
    expect(said).toEqual(['零元整', '壹拾元整', '叁佰零伍元整', '壹仟陆佰捌拾元整', '壹万零伍元整', '壹拾贰万零捌佰元整', '壹拾万零壹佰元整', '贰佰零壹万元整'])
  })

  it('every character is in the font that comes along', () => {
    const drawn = new Set(charactersIn(readFileSync(FONT)))
    expect(drawn.size).toBeGreaterThan(800)
    expect(paperCharacters().map(printable).filter((character) => !drawn.has(character.codePointAt(0) ?? 0))).toEqual([])
    expect(readdirSync(new URL('.', FONT))).toContain('OFL.txt')
  })
})

/** The characters a font has: its `cmap`, subtable format 4 or 12 (OpenType 1.9). */
function charactersIn(font: Buffer): number[] {
  const tables = Array.from({ length: font.readUInt16BE(4) }, (_, at) => 12 + at * 16)
  const cmap = tables.filter((at) => font.toString('latin1', at, at + 4) === 'cmap').map((at) => font.readUInt32BE(at + 8))[0] ?? 0
  return Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, at) => cmap + font.readUInt32BE(cmap + 8 + at * 8)).flatMap((table) => {
    const between = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, step) => from + step)
    if (font.readUInt16BE(table) === 12) {
      return Array.from({ length: font.readUInt32BE(table + 12) }, (_, at) => table + 16 + at * 12).flatMap((at) => between(font.readUInt32BE(at), font.readUInt32BE(at + 4)))
    }
    if (font.readUInt16BE(table) !== 4) return []
    const segments = font.readUInt16BE(table + 6) / 2
    return Array.from({ length: segments }, (_, at) => at * 2)
      .map((at) => ({ from: font.readUInt16BE(table + 16 + segments * 2 + at), to: font.readUInt16BE(table + 14 + at) }))
      .flatMap(({ from, to }) => (from === 0xffff ? [] : between(from, to)))
  })
}
