// Lists of loans from 200,000 of them: what one look costs the engine, for every role (in the engine's thread, its stores alone).
import { openDatabase, type ArchiveDatabase } from '#archive/database/database.ts'
import { migrate } from '#archive/database/migrate.ts'
import { databaseKey } from '#archive/database/key.ts'
import type { Actor } from '#archive/handler.ts'
import { countLoans, listLoans, loansBetween, loansOfDossier, waitingLoans } from '#archive/loan/store.ts'
import { placesIn } from '#archive/places.ts'
import { actorOf, personByLogin } from '#archive/staff/store.ts'
import { openEntry, readKeyring } from '#archive/vault/keyring.ts'
import { addDays, localDate } from '#shared/domain/local-date.ts'
import { toId } from '#shared/domain/id.ts'
import { goal, measure, ms, percentile, table } from './measure.ts'

const LOANS = 200_000
/** Of them still open: asked for, approved, out, lost. */
const OPEN = { requested: 300, approved: 200, out: 600, lost: 20 }
const RUNS = 20
const ON = localDate('2026-11-20')
const LOGINS = ['archivist', 'sales1', 'sales.head', 'service1', 'service.head', 'care1', 'care.director', 'gm']

type Slowest = { list: number; register: number }

/** Fills in loans of the archive's dossiers and people for the measuring, and takes them back. @returns the slowest p95 of the roles, in milliseconds. */
export async function benchLoans(folder: string, password: string): Promise<Slowest> {
  const places = placesIn(folder)
  const { dataKey } = await openEntry(readKeyring(places.keyring), 'archivist', password)
  const database = openDatabase(places.database, databaseKey(dataKey))
  const { raw, reader } = database
  migrate(database)
  raw.exec('BEGIN')
  try {
    fill(database)
    const rows: string[][] = []
    const lists: number[] = []
    const registers: number[] = []
    for (const login of LOGINS) {
      const person = personByLogin(reader, login)
      const actor = person && actorOf(reader, person.id, ON)
      if (!actor) throw new Error(`no ${login}`)
      const taken = await looks(database, actor)
      lists.push(...taken.slice(0, -1))
      registers.push(...taken.slice(-1))
      rows.push([login, ...taken.map(ms)])
    }
    // Knows next to nothing: every settled loan is looked at in vain.
    const seller = personByLogin(reader, 'sales1')
    const newcomer = seller && actorOf(reader, seller.id, ON)
    if (!newcomer) throw new Error('no sales1')
    const vain = await looks(database, { ...newcomer, id: toId<'person'>(99_999) })
    rows.push(['newcomer', ...vain.map(ms)])
    table(
      `Loans, ${LOANS} (p95, ms, in the engine's thread)`, ['as', 'out', 'overdue', 'waiting', 'settled', 'settled, later', 'counts', 'mine to approve', 'of a dossier', 'register, a month'], rows,
    )
    return { list: Math.max(...lists), register: Math.max(...registers) }
  } finally {
    raw.exec('ROLLBACK')
    database.close()
  }
}

async function looks({ reader }: ArchiveDatabase, actor: Actor): Promise<number[]> {
  const p95 = async (work: () => unknown): Promise<number> => percentile(await measure(RUNS, work), 0.95)
  const list = (filter: Parameters<typeof listLoans>[3]['filter'], before: number | null = null) => () => (
    listLoans(reader, actor, ON, { filter, personId: null, text: '', before: before === null ? null : toId<'loan'>(before), limit: 101 })
  )
  return [
    await p95(list('out')), await p95(list('overdue')), await p95(list('waiting')), await p95(list('settled')), await p95(list('settled', LOANS / 2)),
    await p95(() => (['waiting', 'approved', 'out', 'overdue', 'lost'] as const).map((filter) => countLoans(reader, actor, ON, filter))),
    await p95(() => waitingLoans(reader, actor, ON, 'approve', 50)),
    await p95(() => loansOfDossier(reader, actor, ON, toId<'dossier'>(7), 200)),
    await p95(() => loansBetween(reader, actor, ON, addDays(ON, -30), ON)),
  ]
}

/** Loans over four years, each of another person and dossier in turn, the open ones the newest. */
function fill({ raw }: ArchiveDatabase): void {
  raw.exec(`
    CREATE TEMP TABLE people AS SELECT row_number() OVER (ORDER BY p.id) - 1 AS n, p.id, p.department_id FROM person p
      JOIN person_role r ON r.person_id = p.id WHERE r.role <> 'administrator';
    CREATE TEMP TABLE cars AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id, number FROM dossier WHERE merged_into IS NULL;
    CREATE TEMP TABLE made AS
      WITH RECURSIVE counted(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i < ${LOANS - 1})
      SELECT i, date('2023-01-02', '+' || (i * 1417 / ${LOANS}) || ' days') AS on_date,
        CASE WHEN i >= ${LOANS - OPEN.requested} THEN 'requested' WHEN i >= ${LOANS - OPEN.requested - OPEN.approved} THEN 'approved'
          WHEN i >= ${LOANS - OPEN.requested - OPEN.approved - OPEN.out} THEN 'out'
          WHEN i >= ${LOANS - OPEN.requested - OPEN.approved - OPEN.out - OPEN.lost} THEN 'lost' WHEN i % 20 = 0 THEN 'declined' ELSE 'returned' END AS state
      FROM counted;
    INSERT INTO loan (id, number, state, asked, dossier_id, borrower_id, department_id, papers, place, reason, purpose, days, requested_by, requested_at, step,
        out_seq, out_on, due_on, ended_on, back_seq)
      SELECT i + 1, 'JY-' || (i + 1), state, c.number, c.id, p.id, p.department_id, '[]', 'out', '送检', '核对合同', 3, p.id, 1700000000000 + i, 1,
        CASE WHEN state IN ('out', 'lost', 'returned') THEN i + 1 END, CASE WHEN state IN ('out', 'lost', 'returned') THEN on_date END,
        CASE WHEN state IN ('out', 'lost', 'returned') THEN date(on_date, '+4 days') END, CASE WHEN state IN ('lost', 'returned') THEN date(on_date, '+3 days') END,
        CASE WHEN state = 'returned' THEN i + 1 END
      FROM made JOIN temp.people p ON p.n = i % (SELECT count(*) FROM temp.people) JOIN temp.cars c ON c.n = i % (SELECT count(*) FROM temp.cars);
    UPDATE loan SET step = 0 WHERE state = 'requested';
    INSERT INTO loan_approval (loan_id, step, role, department_id, given_by, given_at)
      SELECT id, 1, CASE WHEN id % 3 = 0 THEN 'customerDirector' ELSE 'departmentHead' END, CASE WHEN id % 3 = 0 THEN NULL ELSE department_id END,
        CASE WHEN step = 1 THEN (SELECT id FROM person LIMIT 1) END, CASE WHEN step = 1 THEN 1700000000000 END FROM loan;
    INSERT INTO register_line (seq, on_date, kind, loan_id, salt, drawn) SELECT out_seq, out_on, 'loan.out', id, zeroblob(16), '{}' FROM loan WHERE out_seq IS NOT NULL;
  `)
}

/** Holds the slowest looks against the goals. */
export function judgeLoans({ list, register }: Slowest): void {
  goal('loans, p95 of the slowest list of any role, in the engine', list, 100)
  goal('loans, a month of 4,000 found for the register, p95 of the slowest role', register, 250)
}
