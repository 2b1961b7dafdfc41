// Holding the rows of staff, roles, keys and departments against what the audit trail says of them: a role or a key that
// somebody put into the database behind the program's back is not in it (rules A1, A3).
import type { Check } from './check.ts'
import type { Member, StaffHistory } from './staff-history.ts'

export function checkStaff(check: Check, history: StaffHistory): void {
  checkPeople(check, history)
  checkKeys(check, history)
  checkDepartments(check, history)
  const earlier = check.db.get('SELECT count(*) AS n FROM earlier_key', [], (row) => row.int('n'))
  if (earlier !== history.dataKeys) check.findings.add('earlier_key', 'dataKey.differs')
}

function checkPeople({ db, findings }: Check, { people }: StaffHistory): void {
  const rows = new Map(db.all('SELECT id, login, name, department_id, active FROM person ORDER BY id', [], (row) => [row.int('id'), {
    login: row.text('login'), name: row.text('name'), department: row.int('department_id'), active: row.flag('active'),
  }]))
  const roles = Map.groupBy(
    db.all('SELECT person_id, role FROM person_role ORDER BY person_id', [], (row) => ({ person: row.int('person_id'), role: row.text('role') })),
    (row) => row.person,
  )
  for (const [id, row] of rows) {
    const member = people.get(id)
    if (!member) findings.add(`person/${id}`, 'person.notIntroduced')
    else {
      for (const column of ['login', 'name', 'department', 'active'] as const satisfies (keyof Member)[]) {
        if (row[column] !== member[column]) findings.add(`person/${id}/${column}`, 'person.differs')
      }
    }
  }
  for (const id of people.keys()) if (!rows.has(id)) findings.add(`person/${id}`, 'person.missing')
  for (const id of new Set([...people.keys(), ...roles.keys()])) {
    const held = (roles.get(id) ?? []).map(({ role }) => role).toSorted()
    const given = [...new Set<string>(people.get(id)?.roles)].toSorted()
    if (held.join(' ') !== given.join(' ')) findings.add(`person/${id}/roles`, 'person.differs')
  }
}

/** Every row of a public key is as it was introduced, and only a person's latest is not retired. */
function checkKeys({ db, findings }: Check, { keys, boxes, generations, people }: StaffHistory): void {
  const rows = db.all('SELECT id, person_id, public_key, retired_at, generation, hex(box_key) AS box_key FROM person_key ORDER BY id', [], (row) => ({
    id: row.int('id'), personId: row.int('person_id'), publicKey: row.bytes('public_key'), retired: row.intOrNull('retired_at') !== null,
    generation: row.int('generation'), boxKey: row.text('box_key').toLowerCase(),
  }))
  for (const row of rows) {
    const key = keys.get(row.id)
    const where = `person_key/${row.id}`
    if (!key) findings.add(where, 'key.notIntroduced')
    else if (
      key.personId !== row.personId || !key.publicKey.equals(row.publicKey) || row.generation !== (generations.get(row.id) ?? 0)
      || row.boxKey !== (boxes.get(row.id)?.toString('hex') ?? '')
    ) findings.add(where, 'key.changed')
    else if (row.retired === (people.get(row.personId)?.key === row.id)) findings.add(where, 'key.retiredWrongly')
  }
  const present = new Set(rows.map((row) => row.id))
  for (const id of keys.keys()) if (!present.has(id)) findings.add(`person_key/${id}`, 'key.missing')
}

function checkDepartments({ db, findings }: Check, { departments }: StaffHistory): void {
  const rows = new Map(db.all('SELECT id, name, kind FROM department ORDER BY id', [], (row) => [row.int('id'), { name: row.text('name'), kind: row.text('kind') }]))
  for (const [id, said] of departments) {
    const row = rows.get(id)
    if (row?.name !== said.name || (said.kind !== null && row.kind !== said.kind)) findings.add(`department/${id}`, 'department.differs')
  }
}
