// Volumes (案卷): what is bound by year and class, in what order, into which volumes, and what may become of one (rules C2 to C5).
// Dossiers stay whole; what is bound are closed registers, general documents and, if the store wishes, service records of past years.
import type { LocalDate } from './local-date.ts'

/**
 * `proposed`: papers put together, nothing decided. `ordering`: it has its number (档号) and is being tidied. `closed`: bound, its closing
 * note (备考表) signed by two. `dissolved`: taken apart before that; its papers are free again, its number is given to no other.
 */
export const VOLUME_STATES = ['proposed', 'ordering', 'closed', 'dissolved'] as const
export type VolumeState = (typeof VOLUME_STATES)[number]

/** `place`: puts it into a slot; `remark`: a later, signed line of the closing note. */
export const VOLUME_ACTS = ['accept', 'order', 'place', 'close', 'remark', 'dissolve'] as const
export type VolumeAct = (typeof VOLUME_ACTS)[number]

/** What each act makes of each state; what is not named cannot be done. */
export const VOLUME_STEPS: Record<VolumeState, Partial<Record<VolumeAct, VolumeState>>> = {
  proposed: { accept: 'ordering', dissolve: 'dissolved' },
  ordering: { order: 'ordering', place: 'ordering', close: 'closed', dissolve: 'dissolved' },
  closed: { place: 'closed', remark: 'closed' },
  dissolved: {},
}

/** What a class of the filing scheme binds: a register month by month, papers entered by hand, or service records. */
export const VOLUME_SOURCES = ['signInBook', 'loanRegister', 'violationList', 'general', 'serviceRecords'] as const
export type VolumeSource = (typeof VOLUME_SOURCES)[number]

/** Registers, of which each month is a piece. */
export const REGISTER_SOURCES = ['signInBook', 'loanRegister', 'violationList'] as const satisfies readonly VolumeSource[]
export type RegisterSource = (typeof REGISTER_SOURCES)[number]

/** How many lines of a register its print has on a sheet: what its pages are reckoned by until somebody counts them. */
export const LINES_PER_PAGE: Record<RegisterSource, number> = { signInBook: 10, loanRegister: 10, violationList: 20 }

/** 永久, 长期, 短期 (R1). */
export const NAMED_TERMS = ['Y', 'C', 'D'] as const
export type NamedTerm = (typeof NAMED_TERMS)[number]

/** A term as it stands in numbers: Y permanent, C long, D short, D10 ten years. */
export function termProblem(term: string): 'volume.term' | null {
  return /^(?:[YC]|D(?:[1-9]\d?)?)$/.test(term) ? null : 'volume.term'
}

/** The years of a term of years; null for a named one. */
export function yearsOf(term: string): number | null {
  return /^D\d/.test(term) ? Number(term.slice(1)) : null
}

/** Class codes of dossiers' own numbers (XS, TD), which no class of the scheme may have: the two kinds of number would meet. */
const OF_DOSSIERS: readonly string[] = ['XS', 'TD']

/** A class's letters or digits, part of the number of every volume in it. */
export function classCodeProblem(code: string): 'volume.classCode' | 'volume.classOfDossiers' | null {
  if (!/^[A-Z0-9]{1,6}$/.test(code)) return 'volume.classCode'
  return OF_DOSSIERS.includes(code) ? 'volume.classOfDossiers' : null
}

/** What may be set and counted: pages of a volume, of a piece, how thick a volume may be set to become. */
export const VOLUME_LIMITS = { pages: 9999, pageLimit: { least: 20, most: 1000, usual: 200 } } as const

export type SchemeClass = { code: string; name: string; term: string; source: VolumeSource; binds: boolean }

/** The filing scheme (案卷类目) a new archive begins with, in this order. */
export const DEFAULT_SCHEME: readonly SchemeClass[] = [
  { code: 'QS', name: '用户档案签收薄', term: 'C', source: 'signInBook', binds: true },
  { code: 'JY', name: '档案借阅登记簿', term: 'C', source: 'loanRegister', binds: true },
  { code: 'CF', name: '违规处罚汇总表', term: 'D10', source: 'violationList', binds: true },
  { code: 'WS', name: '文书材料', term: 'Y', source: 'general', binds: true },
  // The switch of C2: dossiers stay whole unless the store wishes otherwise.
  { code: 'FW', name: '售后业务材料', term: 'D10', source: 'serviceRecords', binds: false },
]

/** Which part of its matter a paper is (C4); `single`: of none. */
export const PARTS = ['single', 'reply', 'request', 'main', 'annex', 'final', 'draft'] as const
export type Part = (typeof PARTS)[number]

const RANKS: Record<Part, number> = { single: 0, reply: 0, request: 1, main: 2, final: 2, draft: 3, annex: 4 }

/** The text says draft before final; decided: final first, switchable (C4). */
export type OrderSetting = { draftFirst: boolean }

function rankOf(part: Part, { draftFirst }: OrderSetting): number {
  return part === 'draft' && draftFirst ? RANKS.final - 0.5 : RANKS[part]
}

/** `matter`: what papers that belong together share; each other paper has one of its own. */
export type Ordered = { key: string; matter: string; part: Part; onDate: LocalDate; documentNumber: string }

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other))

/** By date, earliest first; what is of one day by number, so that the order is always the same. */
function byDate(one: Ordered, other: Ordered): number {
  return byText(one.onDate, other.onDate) || byText(one.documentNumber, other.documentNumber) || byText(one.key, other.key)
}

/**
 * The order inside a volume (C4): papers of one matter stand together, reply before request, main text before annex, final before draft;
 * matters by their earliest paper.
 */
export function orderInside<P extends Ordered>(pieces: readonly P[], setting: OrderSetting): P[] {
  const matters = [...Map.groupBy(pieces, ({ matter }) => matter).values()].map((papers) => {
    const inTime = papers.toSorted(byDate)
    return { first: inTime[0], papers: inTime.toSorted((one, other) => rankOf(one.part, setting) - rankOf(other.part, setting)) }
  })
  return matters
    .toSorted((one, other) => (one.first && other.first ? byDate(one.first, other.first) : 0))
    .flatMap(({ papers }) => papers)
}

/** The year a matter is filed in: that of its reply, else of its request; of its main or final text (001 制度1 24). */
export function yearOfMatter(papers: readonly Pick<Ordered, 'part' | 'onDate'>[]): number {
  const [head] = papers.toSorted((one, other) => RANKS[one.part] - RANKS[other.part] || byText(one.onDate, other.onDate))
  return Number(head?.onDate.slice(0, 4) ?? 0)
}

export type Bound = Ordered & { pages: number; topSecret: boolean }

/**
 * Cuts papers into volumes of at most so many pages, in the order inside; what belongs together is not parted, even where it is more than
 * that by itself; top secret papers, and what belongs with them, lie in volumes of their own (C4).
 */
export function cutVolumes<P extends Bound>(pieces: readonly P[], limit: number, setting: OrderSetting): P[][] {
  const secret = secretMatters(pieces)
  return [false, true].flatMap((apart) => cut(orderInside(pieces.filter(({ matter }) => secret.has(matter) === apart), setting), limit))
}

function cut<P extends Bound>(ordered: readonly P[], limit: number): P[][] {
  const volumes: P[][] = []
  let pages = Number.POSITIVE_INFINITY
  // In the order inside, papers of one matter stand together.
  for (const matter of Map.groupBy(ordered, (piece) => piece.matter).values()) {
    const more = matter.reduce((sum, piece) => sum + piece.pages, 0)
    const last = volumes.at(-1)
    if (last && pages + more <= limit) last.push(...matter)
    else {
      volumes.push([...matter])
      pages = 0
    }
    pages += more
  }
  return volumes
}

/** Matters with a top secret paper among them: all of what belongs together is kept apart with it (C4). */
const secretMatters = (pieces: readonly { matter: string; topSecret: boolean }[]): Set<string> => (
  new Set(pieces.filter(({ topSecret }) => topSecret).map(({ matter }) => matter))
)

/** Whether papers can lie in one volume: top secret, and what belongs with it, apart from all others (C4). */
export function mixedProblem(pieces: readonly { matter: string; topSecret: boolean }[]): 'volume.topSecretApart' | null {
  const secret = secretMatters(pieces)
  return secret.size > 0 && pieces.some(({ matter }) => !secret.has(matter)) ? 'volume.topSecretApart' : null
}

/** Pages numbered through: where each piece begins and ends. */
export function pageRanges(pieces: readonly { pages: number }[]): { from: number; to: number }[] {
  let last = 0
  return pieces.map(({ pages }) => {
    const from = last + 1
    last += pages
    return { from, to: last }
  })
}

/** What a closing note says of the papers' state (C3): each in words, '' for nothing of the kind. */
export const NOTE_STATES = ['missing', 'altered', 'added', 'movedOut', 'destroyed'] as const
export type NoteState = (typeof NOTE_STATES)[number]

/** A later remark is of one of these, or of anything else. */
export const REMARK_KINDS = [...NOTE_STATES, 'other'] as const
export type RemarkKind = (typeof REMARK_KINDS)[number]

/** What became of a piece after the volume was closed: it is not in it any more. */
export const GONE = ['movedOut', 'destroyed'] as const satisfies readonly RemarkKind[]
export type Gone = (typeof GONE)[number]

export const goneBy = (kind: RemarkKind): Gone | null => GONE.find((gone) => gone === kind) ?? null

export type RemarkProblem = { field: 'position' | 'text'; problem: 'text.required' | 'volume.pieceDue' | 'volume.pieceGone' | 'volume.noSuchPiece' }

/** What is wrong with a later remark: what went is a piece by its number, and one that is still there. */
export function remarkProblems(
  { kind, position, text }: { kind: RemarkKind; position: number | null; text: string }, pieces: readonly { position: number; gone: Gone | null }[],
): RemarkProblem[] {
  const found: RemarkProblem[] = []
  if (text === '') found.push({ field: 'text', problem: 'text.required' })
  const piece = pieces.find((each) => each.position === position)
  if (position === null) {
    if (goneBy(kind) !== null) found.push({ field: 'position', problem: 'volume.pieceDue' })
  } else if (!piece) found.push({ field: 'position', problem: 'volume.noSuchPiece' })
  else if (piece.gone !== null && goneBy(kind) !== null) found.push({ field: 'position', problem: 'volume.pieceGone' })
  return found
}

/** Two people make a volume: who put it together (立卷人) and who looked it over (检查人) are not the same (C3). */
export const checkerProblem = (binderId: number, checkerId: number): 'volume.sameSigner' | null => (binderId === checkerId ? 'volume.sameSigner' : null)

/** A year's papers are bound when it is over (C2). */
export const yearProblem = (year: number, today: LocalDate): 'volume.yearNotOver' | null => (year < Number(today.slice(0, 4)) ? null : 'volume.yearNotOver')
