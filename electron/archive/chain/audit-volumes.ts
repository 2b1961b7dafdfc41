// What the audit trail says of the filing scheme, general documents and volumes (rules C2 to C5), followed act by act, to be held against their rows.
import { z } from 'zod'
import { DEFAULT_NUMBER_PATTERN } from '#shared/domain/archive-number.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { permits, type Role } from '#shared/domain/role.ts'
import {
  checkerProblem, DEFAULT_SCHEME, goneBy, REMARK_KINDS, VOLUME_LIMITS, VOLUME_SOURCES, VOLUME_STEPS, type Gone, type RemarkKind, type SchemeClass, type VolumeAct, type VolumeState,
} from '#shared/domain/volume.ts'
import { nameRegisterLine, registerLineNote, type RegisterActs } from './audit-register.ts'
import type { Findings } from './check.ts'
import type { Act } from './staff-history.ts'

export type SaidVolume = {
  classId: number
  year: number
  term: string
  title: string
  state: VolumeState
  number: string | null
  slotId: number | null
  proposedBy: number | null
  proposedAt: number
  /** Of the contents list; null once it was taken apart. */
  digest: string | null
  closedSeq: number | null
  closedOn: string | null
  /** Who looked it over. */
  checker: number | null
  gone: Map<number, Gone>
  remarks: { seq: number; kind: RemarkKind; position: number | null; text: string; by: number | null; on: string }[]
}

export type SaidPaper = { digest: string; by: number | null; at: number; withdrawnAt: number | null }

export type VolumeActs = {
  setting: { pattern: string; pageLimit: number; draftFirst: boolean }
  /** By row id. */
  classes: Map<number, SchemeClass & { closedAt: number | null }>
  papers: Map<number, SaidPaper>
  volumes: Map<number, SaidVolume>
}

/** As the schema begins. */
export const noVolumes = (): VolumeActs => ({
  setting: { pattern: DEFAULT_NUMBER_PATTERN, pageLimit: VOLUME_LIMITS.pageLimit.usual, draftFirst: false },
  classes: new Map(DEFAULT_SCHEME.map((each, index) => [index + 1, { ...each, closedAt: null }])),
  papers: new Map(),
  volumes: new Map(),
})

type Acting = Act & { at: number; actor: number | null }
type Acts = { volumes: VolumeActs; register: RegisterActs }
type Standing = (personId: number) => { roles: readonly Role[] } | null

const row = z.int().positive()
const text = z.string()
const rows = z.array(row)
const note = {
  setting: z.looseObject({ pattern: text, pageLimit: z.int(), draftFirst: z.boolean() }),
  addClass: z.looseObject({ classId: row, code: text, name: text, term: text, source: z.enum(VOLUME_SOURCES), binds: z.boolean() }),
  updateClass: z.looseObject({ classId: row, name: text, term: text, binds: z.boolean() }),
  closeClass: z.looseObject({ classId: row }),
  paper: z.looseObject({ paper: row, digest: text }),
  withdraw: z.looseObject({ paper: row }),
  propose: z.looseObject({ classId: row, year: z.int(), term: text, volumes: rows, titles: z.array(text), digests: z.array(text) }),
  accept: z.looseObject({ volumes: rows, numbers: z.array(text) }),
  dissolve: z.looseObject({ volumes: rows }),
  order: z.looseObject({ volume: row, title: text, digest: text }),
  place: z.looseObject({ volume: row, slotId: row.nullable() }),
  close: z.looseObject({ volume: row, number: text, ...registerLineNote, closedOn: text, digest: text, checker: row }),
  remark: z.looseObject({ volume: row, number: text, ...registerLineNote, what: z.enum(REMARK_KINDS), position: row.nullable(), text }),
}

/** `standing`: a person as they stand at this entry. */
export function collectVolume(acts: Acts, act: Acting, standing: Standing, findings: Findings): void {
  const problem = EFFECTS[act.kind]?.(acts, act, standing) ?? null
  if (problem !== null) findings.add(`audit/${act.seq}`, problem)
}

const FORM = 'chain.contentForm'
const IMPOSSIBLE = 'volume.impossible'

/** Null when the act could come about as it is said. */
type Effect = (acts: Acts, act: Acting, standing: Standing) => string | null

/** The entry as its form has it, then what it does. */
function effect<T>(form: z.ZodType<T>, work: (acts: Acts, said: T, act: Acting, standing: Standing) => string | null): Effect {
  return (acts, act, standing) => {
    const said = form.safeParse(act.content)
    return said.success ? work(acts, said.data, act, standing) : FORM
  }
}

const EFFECTS: Readonly<Record<string, Effect>> = {
  'volume.setScheme': effect(note.setting, ({ volumes }, { pattern, pageLimit, draftFirst }) => {
    volumes.setting = { pattern, pageLimit, draftFirst }
    return null
  }),
  'volume.addClass': effect(note.addClass, ({ volumes: { classes } }, { classId, code, name, term, source, binds }) => {
    if (classes.has(classId)) return IMPOSSIBLE
    classes.set(classId, { code, name, term, source, binds, closedAt: null })
    return null
  }),
  'volume.updateClass': effect(note.updateClass, ({ volumes: { classes } }, { classId, name, term, binds }) => {
    const found = classes.get(classId)
    if (!found) return IMPOSSIBLE
    Object.assign(found, { name, term, binds })
    return null
  }),
  'volume.closeClass': effect(note.closeClass, ({ volumes: { classes } }, { classId }, { at }) => {
    const found = classes.get(classId)
    if (found?.closedAt !== null) return IMPOSSIBLE
    found.closedAt = at
    return null
  }),
  'generalPaper.add': effect(note.paper, ({ volumes: { papers } }, { paper, digest }, { at, actor }) => {
    if (papers.has(paper)) return IMPOSSIBLE
    papers.set(paper, { digest, by: actor, at, withdrawnAt: null })
    return null
  }),
  'generalPaper.update': effect(note.paper, ({ volumes: { papers } }, { paper, digest }) => {
    const found = papers.get(paper)
    if (found?.withdrawnAt !== null) return IMPOSSIBLE
    found.digest = digest
    return null
  }),
  'generalPaper.withdraw': effect(note.withdraw, ({ volumes: { papers } }, { paper }, { at }) => {
    const found = papers.get(paper)
    if (found?.withdrawnAt !== null) return IMPOSSIBLE
    found.withdrawnAt = at
    return null
  }),
  'volume.propose': effect(note.propose, ({ volumes }, { classId, year, term, volumes: ids, titles, digests }, { at, actor }) => {
    if (ids.some((id) => volumes.volumes.has(id)) || ids.length !== titles.length || ids.length !== digests.length) return FORM
    for (const [index, id] of ids.entries()) {
      volumes.volumes.set(id, {
        classId, year, term, title: titles[index] ?? '', state: 'proposed', number: null, slotId: null, proposedBy: actor, proposedAt: at,
        digest: digests[index] ?? null, closedSeq: null, closedOn: null, checker: null, gone: new Map(), remarks: [],
      })
    }
    return null
  }),
  'volume.accept': effect(note.accept, (acts, { volumes: ids, numbers }) => {
    if (ids.length !== numbers.length) return FORM
    return inTurn(ids, (id, index) => {
      const number = numbers[index] ?? ''
      const taken = [...acts.volumes.volumes.values()].some((other) => other.number === number)
      return taken ? 'volume.numberTwice' : take(acts, id, 'accept', () => ({ number }))
    })
  }),
  'volume.dissolve': effect(note.dissolve, (acts, { volumes: ids }) => inTurn(ids, (id) => take(acts, id, 'dissolve', () => ({ digest: null })))),
  'volume.order': effect(note.order, (acts, { volume, title, digest }) => take(acts, volume, 'order', () => ({ title, digest }))),
  'volume.place': effect(note.place, (acts, { volume, slotId }) => take(acts, volume, 'place', () => ({ slotId }))),
  'volume.close': effect(note.close, (acts, said, act, standing) => {
    const [closedSeq] = said.lines
    // That who put it together may, is asked of every act.
    const checks = permits(standing(said.checker)?.roles ?? [], 'volume.keep') && checkerProblem(act.actor ?? 0, said.checker) === null
    if (!checks) return 'volume.checkedWrongly'
    const problem = take(acts, said.volume, 'close', ({ digest, number }) => (
      digest === said.digest && number === said.number ? { closedSeq, closedOn: said.closedOn, checker: said.checker } : null
    ))
    return problem ?? nameRegisterLine(acts.register, act, said.number, said)
  }),
  'volume.remark': effect(note.remark, (acts, { volume, number, what, position, text: words, ...named }, act) => {
    const [seq] = named.lines
    const problem = take(acts, volume, 'remark', (said) => {
      const gone = goneBy(what)
      if (said.number !== number || (gone !== null && (position === null || said.gone.has(position)))) return null
      return {
        gone: gone === null || position === null ? said.gone : new Map([...said.gone, [position, gone]]),
        remarks: [...said.remarks, { seq, kind: what, position, text: words, by: act.actor, on: dayOf(act.at) }],
      }
    })
    return problem ?? nameRegisterLine(acts.register, act, number, named)
  }),
}

/** The first thing wrong, if any. */
function inTurn(ids: readonly number[], work: (id: number, index: number) => string | null): string | null {
  return ids.reduce<string | null>((problem, id, index) => problem ?? work(id, index), null)
}

/** `changed`: null where it could not come about. */
function take({ volumes: { volumes } }: Acts, id: number, what: VolumeAct, changed: (said: SaidVolume) => Partial<SaidVolume> | null): string | null {
  const said = volumes.get(id)
  const state = said && VOLUME_STEPS[said.state][what]
  const change = said && changed(said)
  if (!state || !change) return IMPOSSIBLE
  Object.assign(said, change, { state })
  return null
}
