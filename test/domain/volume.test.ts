// Volumes: the table of what may become of one, order inside, cutting, page numbers, remarks (rules C2 to C5), and a dossier's parts (F7).
import { describe, expect, it } from 'vitest'
import { contentsInParts, partOf } from '#shared/domain/contents-list.ts'
import { addDays, localDate } from '#shared/domain/local-date.ts'
import {
  checkerProblem, classCodeProblem, cutVolumes, DEFAULT_SCHEME, goneBy, mixedProblem, orderInside, pageRanges, PARTS, remarkProblems, termProblem, VOLUME_ACTS,
  VOLUME_STATES, VOLUME_STEPS, yearOfMatter, yearProblem, yearsOf, type Bound, type Part, type VolumeState,
} from '#shared/domain/volume.ts'

/** Numbers that look random, the same for the same seed. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

const paper = (key: string, day: string, change: Partial<Bound> = {}): Bound => (
  { key, matter: key, part: 'single', onDate: localDate(day), documentNumber: '', pages: 10, topSecret: false, ...change }
)
const keys = (papers: readonly Bound[]): string => papers.map(({ key }) => key).join(' ')
const FINAL_FIRST = { draftFirst: false }

describe('C2 what may become of a volume', () => {
  it('C2 the table: numbered once accepted, closed once ordered, never opened again, taken apart only before', () => {
    expect(VOLUME_STEPS).toEqual({
      proposed: { accept: 'ordering', dissolve: 'dissolved' },
      ordering: { order: 'ordering', place: 'ordering', close: 'closed', dissolve: 'dissolved' },
      closed: { place: 'closed', remark: 'closed' },
      dissolved: {},
    })
  })

  it('C2 C3 no walk closes what was not accepted, changes what was closed, or brings back what was taken apart', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = randomOf(seed)
      const walked: VolumeState[] = ['proposed']
      for (let step = 0; step < 30; step += 1) {
        const state = walked.at(-1) ?? 'proposed'
        const act = VOLUME_ACTS[random(VOLUME_ACTS.length)] ?? 'order'
        walked.push(VOLUME_STEPS[state][act] ?? state)
      }
      const closed = walked.indexOf('closed')
      const afterClosing = closed < 0 ? [] : walked.slice(closed)
      const gone = walked.indexOf('dissolved')
      const afterTaking = gone < 0 ? [] : walked.slice(gone)
      expect(closed < 0 || walked.slice(0, closed).includes('ordering')).toBe(true)
      expect([afterClosing.filter((state) => state !== 'closed'), afterTaking.filter((state) => state !== 'dissolved')]).toEqual([[], []])
    }
    expect(VOLUME_STATES).toHaveLength(4)
  })

  it('C2 C3 a year is bound when it is over, and two people make a volume', () => {
    expect([yearProblem(2025, localDate('2026-01-01')), yearProblem(2026, localDate('2026-12-31'))]).toEqual([null, 'volume.yearNotOver'])
    expect([checkerProblem(1, 2), checkerProblem(1, 1)]).toEqual([null, 'volume.sameSigner'])
  })
})

describe('C4 order inside', () => {
  it('C4 reply before request, main text before annex, final before draft; the rest by date, earliest first', () => {
    const papers = [
      paper('later', '2025-06-01'), paper('request', '2025-03-01', { matter: 'm', part: 'request' }), paper('early', '2025-01-05'),
      paper('annex', '2025-02-01', { matter: 'n', part: 'annex' }), paper('reply', '2025-04-01', { matter: 'm', part: 'reply' }),
      paper('main', '2025-02-02', { matter: 'n', part: 'main' }), paper('draft', '2025-05-01', { matter: 'o', part: 'draft' }),
      paper('final', '2025-05-09', { matter: 'o', part: 'final' }),
    ]
    expect(keys(orderInside(papers, FINAL_FIRST))).toBe('early main annex reply request final draft later')
    expect(keys(orderInside(papers, { draftFirst: true }))).toBe('early main annex reply request draft final later')
  })

  it('C4 one day’s papers by their number; the same order however they come', () => {
    const papers = [paper('b', '2025-01-05', { documentNumber: '2' }), paper('a', '2025-01-05', { documentNumber: '1' }), paper('c', '2025-01-05', { documentNumber: '2' })]
    for (const dealt of [papers, papers.toReversed()]) expect(keys(orderInside(dealt, FINAL_FIRST))).toBe('a b c')
  })

  it('C4 a matter is filed in the year of its reply, else of its request; of its main text', () => {
    const on = (part: Part, day: string) => ({ part, onDate: localDate(day) })
    expect(yearOfMatter([on('request', '2024-12-30'), on('reply', '2025-01-05')])).toBe(2025)
    expect(yearOfMatter([on('request', '2024-12-30')])).toBe(2024)
    expect(yearOfMatter([on('annex', '2025-01-05'), on('main', '2024-12-30')])).toBe(2024)
    expect(yearOfMatter([on('draft', '2024-12-30'), on('final', '2025-01-05')])).toBe(2025)
  })

  it('C4 volumes dealt at random: every paper in one, no matter parted, top secret apart, none over its pages that could be under', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = randomOf(seed)
      const papers = Array.from({ length: 1 + random(60) }, (_, index) => paper(`p${index}`, addDays(localDate('2025-01-01'), random(360)), {
        pages: 1 + random(90), topSecret: random(6) === 0, ...(random(3) === 0 ? { matter: `m${random(4)}`, part: PARTS[random(PARTS.length)] ?? 'single' } : {}),
      }))
      const volumes = cutVolumes(papers, 100, FINAL_FIRST)
      expect(volumes.flat().map(({ key }) => key).toSorted()).toEqual(papers.map(({ key }) => key).toSorted())
      for (const volume of volumes) {
        const matters = new Set(volume.map(({ matter }) => matter))
        for (const matter of matters) expect(volume.filter((each) => each.matter === matter)).toHaveLength(papers.filter((each) => each.matter === matter).length)
        expect(volume.reduce((sum, { pages }) => sum + pages, 0) <= 100 || matters.size === 1).toBe(true)
        const secret = [...matters].map((matter) => papers.some((each) => each.matter === matter && each.topSecret))
        expect(new Set(secret).size).toBe(1)
      }
    }
  })

  it('C4 top secret does not lie with the rest, also not by hand', () => {
    const piece = (matter: string, topSecret: boolean) => ({ matter, topSecret })
    expect(mixedProblem([piece('1', true), piece('2', true)])).toBeNull()
    expect(mixedProblem([piece('1', true), piece('2', false)])).toBe('volume.topSecretApart')
    // What belongs with it lies with it, as it is proposed.
    expect(mixedProblem([piece('1', true), piece('1', false)])).toBeNull()
    expect(mixedProblem([piece('1', true), piece('1', false), piece('2', false)])).toBe('volume.topSecretApart')
  })

  it('C3 pages are numbered through', () => {
    expect(pageRanges([{ pages: 3 }, { pages: 1 }, { pages: 20 }])).toEqual([{ from: 1, to: 3 }, { from: 4, to: 4 }, { from: 5, to: 24 }])
  })
})

describe('C3 later remarks', () => {
  it('C3 what went is a piece by its number, and goes once; every remark says something', () => {
    const pieces = [{ position: 1, gone: null }, { position: 2, gone: 'movedOut' as const }]
    const problems = (kind: Parameters<typeof remarkProblems>[0]['kind'], position: number | null, text = '移至总部') => (
      remarkProblems({ kind, position, text }, pieces).map(({ problem }) => problem)
    )
    expect(problems('movedOut', 1)).toEqual([])
    expect(problems('destroyed', null)).toEqual(['volume.pieceDue'])
    expect(problems('destroyed', 2)).toEqual(['volume.pieceGone'])
    expect(problems('missing', 3)).toEqual(['volume.noSuchPiece'])
    expect(problems('other', null, '')).toEqual(['text.required'])
    expect([goneBy('movedOut'), goneBy('missing')]).toEqual(['movedOut', null])
  })
})

describe('C5 classes and terms', () => {
  it('C5 codes and terms of the scheme can stand in numbers, and never meet those of dossiers', () => {
    for (const { code, term } of DEFAULT_SCHEME) expect([classCodeProblem(code), termProblem(term)]).toEqual([null, null])
    expect(['XS', 'a', '', '签'].map(classCodeProblem)).toEqual(['volume.classOfDossiers', 'volume.classCode', 'volume.classCode', 'volume.classCode'])
    expect(['Y', 'C', 'D', 'D10', 'D0', 'X', 'D100'].map(termProblem)).toEqual([null, null, null, null, 'volume.term', 'volume.term', 'volume.term'])
    expect([yearsOf('D30'), yearsOf('D')]).toEqual([30, null])
  })
})

describe('F7 the parts of a dossier', () => {
  it('F7 background, credit and payment, transactions, compensation; numbered within each', () => {
    expect([partOf('delivery', 'identityCopy'), partOf('delivery', 'purchaseInvoice'), partOf('delivery', 'salesContract'), partOf('maintenance', 'settlement'),
      partOf('maintenance', 'workOrder'), partOf('warrantyClaim', 'settlement')]).toEqual(['background', 'credit', 'transactions', 'credit', 'transactions', 'compensation'])
    const listed = contentsInParts([{ kind: 'delivery', code: 'salesContract' }, { kind: 'delivery', code: 'pdiSheet' }, { kind: 'warrantyClaim', code: 'workOrder' }])
    expect(listed.map(({ papers }) => papers.map(({ number }) => number))).toEqual([[], [], ['3.1', '3.2'], ['4.1']])
  })
})
