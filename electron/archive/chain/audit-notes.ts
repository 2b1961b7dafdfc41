// What the audit trail's entries say, as far as a check holds other things against it (docs/formats.md, "Audit").
import { z } from 'zod'
import { RECORD_KINDS } from '#shared/domain/record.ts'
import { ROLES } from '#shared/domain/role.ts'

const row = z.int().positive()
const publicKey = z.string().regex(/^[0-9a-f]{64}$/)

export const actedBy = z.looseObject({ personId: row.nullable() })

const about = { name: z.string(), roles: z.array(z.enum(ROLES)), department: row }
const newKey = { person: row, key: row, publicKey }
/** Of an earlier program it says nothing. */
const boxKey = publicKey

export const setUpNote = z.looseObject({ ...newKey, ...about, login: z.string(), recoveryPublicKey: publicKey })
export const addNote = z.looseObject({ ...newKey, ...about, login: z.string(), boxKey: boxKey.exactOptional() })
export const updateNote = z.looseObject({ person: row, ...about, active: z.boolean() })
export const newKeyNote = z.looseObject({ ...newKey, boxKey: boxKey.exactOptional() })
/** The box key that goes with a key; a sign-in says it once. */
export const boxNote = z.looseObject({ key: row, boxKey })
/** Of an earlier program it says nothing: then the generation is what it was. */
export const passwordNote = z.looseObject({ key: row, generation: row })
export const recoverNote = z.looseObject({ ...newKey, proof: z.string().regex(/^[0-9a-f]{128}$/) })
export const recoveryKeyNote = z.looseObject({ recoveryPublicKey: publicKey })
export const departmentAddedNote = z.looseObject({ department: row, name: z.string(), kind: z.string() })
export const departmentRenamedNote = z.looseObject({ department: row, after: z.string() })

export const linesNote = z.looseObject({ lines: z.array(row).min(1), bookHash: z.string() })
export const enteredNote = z.looseObject({
  recordId: row, record: z.string(), dossier: z.string(), kind: z.enum(RECORD_KINDS), deliveredOn: z.string(), dueOn: z.string(), responsible: row,
  dueProvisional: z.boolean(), orderNumber: z.string(), contactConfirmed: z.boolean(),
})
/** Records entered by a list: each of these holds one thing of each, in the same order. */
export const importedNote = z.looseObject({
  recordIds: z.array(row), records: z.array(z.string()), recordDossiers: z.array(z.string()), kinds: z.array(z.enum(RECORD_KINDS)),
  deliveredOn: z.array(z.string()), dueOn: z.array(z.string()), dueProvisional: z.array(z.int()), responsible: z.array(row),
  orderNumbers: z.array(z.string()),
  /** Records that were entered without an order number, and which they were given. */
  completed: z.array(row), completedWith: z.array(z.string()),
})
export const contactNote = z.looseObject({ recordId: row, record: z.string() })
export const acceptedNote = z.looseObject({ record: z.string(), paper: z.string(), promisedOn: z.string() })
