// Who worked here, in what role and with which key, at each entry of the audit trail. Only entries that were checked are told to it,
// in their order; it says which of them could not have come about (rules A1, A3).
import type { Buffer } from 'node:buffer'
import type { z } from 'zod'
import { contract, isMethodName } from '#shared/contract/index.ts'
import { permits, type Role } from '#shared/domain/role.ts'
import { recoveryProofBytes } from '../vault/keyring.ts'
import { signatureFits, verifierOf } from '../vault/signing.ts'
import {
  actedBy, addNote, boxNote, departmentAddedNote, departmentRenamedNote, newKeyNote, passwordNote, recoverNote, recoveryKeyNote, setUpNote, updateNote,
} from './audit-notes.ts'
import type { KnownKey } from './check.ts'

export type Member = {
  login: string
  name: string
  department: number
  roles: readonly Role[]
  active: boolean
  /** Their newest key; it signs while they are at work. */
  key: number
}

/** A person as they stand at an entry. */
export type MemberOf = (personId: number) => Member | undefined

export type StaffHistory = {
  people: Map<number, Member>
  keys: Map<number, KnownKey>
  /** The box keys that were vouched for, by key. */
  boxes: Map<number, Buffer>
  /** How often the password in front of a key was changed, where it was. */
  generations: Map<number, number>
  /** What is known of a department; `kind` null for those of the set-up. */
  departments: Map<number, { name: string; kind: string | null }>
  recovery: Buffer | null
  /** How often the data key was changed. */
  dataKeys: number
}

/** An entry of the audit trail: its place and what it says. */
export type Act = { seq: number; kind: string; content: unknown }

export function emptyHistory(): StaffHistory {
  return { people: new Map(), keys: new Map(), boxes: new Map(), generations: new Map(), departments: new Map(), recovery: null, dataKeys: 0 }
}

/** The key that the first entry of all introduces and is signed with. */
export function firstKey({ seq, kind, content }: Act): ReadonlyMap<number, KnownKey> | null {
  const note = seq === 1 && kind === 'archive.setUp' ? setUpNote.safeParse(content).data : undefined
  return note ? new Map([[note.key, keyOf(note, 0)]]) : null
}

/** Whether a person as they stood held what the contract asks of whoever calls this method. */
export function mayAct({ people }: StaffHistory, personId: number, kind: string): boolean {
  const access = isMethodName(kind) ? contract[kind].access : 'signedIn'
  return access === 'anyone' || access === 'signedIn' || permits(people.get(personId)?.roles ?? [], access)
}

type Note = z.output<typeof newKeyNote>

const EFFECTS: Readonly<Record<string, (history: StaffHistory, act: Act) => boolean>> = {
  'archive.setUp': (history, { seq, content }) => {
    const note = setUpNote.safeParse(content).data
    if (!note || seq !== 1) return false
    history.recovery = globalThis.Buffer.from(note.recoveryPublicKey, 'hex')
    return join(history, note, 0)
  },
  'staff.add': (history, { seq, content }) => {
    const note = addNote.safeParse(content).data
    return note !== undefined && join(history, note, seq) && vouch(history, note)
  },
  'staff.update': ({ people, keys }, { seq, content }) => {
    const note = updateNote.safeParse(content).data
    const member = note && people.get(note.person)
    if (!note || !member) return false
    if (!note.active) retire(keys, member, seq)
    people.set(note.person, { ...member, name: note.name, department: note.department, roles: note.roles, active: note.active })
    return true
  },
  'staff.resetPassword': (history, { seq, content }) => {
    const note = newKeyNote.safeParse(content).data
    return note !== undefined && giveKey(history, note, seq) && vouch(history, note)
  },
  // Signed with the key that it goes with.
  'session.signIn': (history, { content }) => {
    const note = boxNote.safeParse(content).data
    const by = actedBy.safeParse(content).data?.personId ?? null
    if (!note) return true
    return by !== null && history.people.get(by)?.key === note.key && vouch(history, note)
  },
  'session.changePassword': ({ generations, people }, { content }) => {
    const note = passwordNote.safeParse(content).data
    const by = actedBy.safeParse(content).data?.personId ?? null
    if (!note) return true
    if (by === null || people.get(by)?.key !== note.key || note.generation <= (generations.get(note.key) ?? 0)) return false
    generations.set(note.key, note.generation)
    return true
  },
  'archive.recover': (history, { seq, content }) => {
    const note = recoverNote.safeParse(content).data
    if (!note || !history.recovery) return false
    const proven = recoveryProofBytes(note.person, note.key, globalThis.Buffer.from(note.publicKey, 'hex'))
    return signatureFits(history.recovery, proven, globalThis.Buffer.from(note.proof, 'hex')) && giveKey(history, note, seq)
  },
  'archive.replaceRecoveryKey': (history, { content }) => {
    const note = recoveryKeyNote.safeParse(content).data
    if (note) history.recovery = globalThis.Buffer.from(note.recoveryPublicKey, 'hex')
    return note !== undefined
  },
  'dataKey.change': (history) => {
    history.dataKeys += 1
    return true
  },
  'department.add': ({ departments }, { content }) => {
    const note = departmentAddedNote.safeParse(content).data
    if (note) departments.set(note.department, { name: note.name, kind: note.kind })
    return note !== undefined
  },
  'department.rename': ({ departments }, { content }) => {
    const note = departmentRenamedNote.safeParse(content).data
    if (note) departments.set(note.department, { name: note.after, kind: departments.get(note.department)?.kind ?? null })
    return note !== undefined
  },
}

/** Puts an act's effect into the history. False when it cannot have come about; then it has none. */
export function follow(history: StaffHistory, act: Act): boolean {
  return EFFECTS[act.kind]?.(history, act) ?? true
}

function join(history: StaffHistory, note: z.output<typeof addNote>, from: number): boolean {
  const { people, keys } = history
  if (people.has(note.person) || keys.has(note.key)) return false
  people.set(note.person, {
    login: note.login, name: note.name, department: note.department, roles: note.roles, active: true, key: note.key,
  })
  keys.set(note.key, keyOf(note, from))
  return true
}

/** Of recovery it is not taken: there nobody signs it. */
function vouch({ boxes }: StaffHistory, { key, boxKey }: { key: number; boxKey?: string }): boolean {
  if (boxKey === undefined) return true
  if (boxes.has(key)) return false
  boxes.set(key, globalThis.Buffer.from(boxKey, 'hex'))
  return true
}

function giveKey({ people, keys }: StaffHistory, note: Note, seq: number): boolean {
  const member = people.get(note.person)
  // A number given twice would put a new key under old signatures.
  if (!member || keys.has(note.key)) return false
  retire(keys, member, seq)
  keys.set(note.key, keyOf(note, seq))
  people.set(note.person, { ...member, active: true, key: note.key })
  return true
}

function retire(keys: Map<number, KnownKey>, member: Member, seq: number): void {
  const key = keys.get(member.key)
  if (key && seq < key.until) keys.set(member.key, { ...key, until: seq })
}

function keyOf(note: Note, from: number): KnownKey {
  const publicKey = globalThis.Buffer.from(note.publicKey, 'hex')
  return { personId: note.person, publicKey, verifies: verifierOf(publicKey), from, until: Number.POSITIVE_INFINITY }
}
