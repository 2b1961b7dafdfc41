// Sorts more than a database keeps in memory, so that a database that may writes it to a temporary file. `vault`: a database as
// archives have it; `plain`: one as SQLite makes it.
import Database from 'better-sqlite3'
import { openDatabase } from '#archive/database/database.ts'

const [file = '', kind = ''] = process.argv.slice(2)
const raw = kind === 'vault' ? openDatabase(file, Buffer.alloc(32, 7)).raw : new Database(file)

// 400,000 rows of 300 bytes are more than either cache.
const first = raw.prepare(`
  WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 400000)
  SELECT n, printf('%0300d', n) AS text FROM counted ORDER BY (n * 7919) % 400009, text`).get()
if (first === undefined) throw new Error('nothing was sorted')
raw.close()
