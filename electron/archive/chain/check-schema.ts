// Checking that the database is made as this program makes one: a trigger taken away, or a table without its conditions, would let through
// what must never be (rules H5, V9).
import { freshSchema, schemaOf } from '../database/migrate.ts'
import type { Check } from './check.ts'

export function checkSchema({ db, findings }: Check): void {
  const present = schemaOf(db)
  const expected = freshSchema()
  for (const [name, sql] of expected) if (present.get(name) !== sql) findings.add(name, present.has(name) ? 'schema.differs' : 'schema.missing')
  for (const name of present.keys()) if (!expected.has(name)) findings.add(name, 'schema.unknown')
}
