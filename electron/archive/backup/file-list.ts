// Which files a point holds and of which pieces each is made: lists that are pieces of the pool themselves, so that of a hundred thousand
// files that did not change since yesterday nothing is written again (docs/formats.md).
import { Refusal } from '../refusal.ts'
import type { PieceWriter, Pieces } from './pool.ts'

/** The only files a point may hold: a list from elsewhere cannot name a place outside the archive's folder. */
export const ARCHIVE_PATH = /^(?:archive\.db|archive\.db-wal|archive\.json|keyring\.json|heads\.json|attachments\/([0-9a-f]{2})\/\1[0-9a-f]{62})$/
export const REQUIRED_PATHS = ['archive.db', 'archive.json', 'keyring.json']

/** `mark`: of a piece of the database, what tells whether it changed since (see `markOf` in copy.ts). */
export type FilePiece = { hash: string; mark: string | null }
export type BackupFile = { path: string; size: number; pieces: FilePiece[] }

export const isAttachment = (path: string): boolean => path.startsWith('attachments/')

const PIECE = /^([0-9a-f]{64})(?::([0-9a-f]{32}))?$/

/** Writes the lists of a point's files. @returns their names, in order. */
export async function putLists(files: readonly BackupFile[], writer: PieceWriter): Promise<string[]> {
  const lists: string[] = []
  let lines: string[] = []
  const close = async (): Promise<void> => {
    if (lines.length > 0) lists.push(await writer.put(globalThis.Buffer.from(lines.join(''))))
    lines = []
  }
  for (const { path, size, pieces } of files) {
    lines.push(`${[path, String(size), ...pieces.map(({ hash, mark }) => (mark === null ? hash : `${hash}:${mark}`))].join(' ')}\n`)
    if (endsList(path)) await close()
  }
  await close()
  return lists
}

/** The database's line is long and new every day. Else by the name, once in 256: a file more or less changes one list, whatever follows. */
const endsList = (path: string): boolean => path === 'archive.db' || (isAttachment(path) && path.endsWith('00'))

/** @throws Refusal `storage`: a `PieceProblem`, or `backup.manifestChanged` (subject: the list) where a list is none. */
export function readLists(lists: readonly string[], pieces: Pieces): BackupFile[] {
  const files = lists.flatMap((hash) => readList(hash, pieces))
  const paths = new Set(files.map(({ path }) => path))
  if (paths.size !== files.length || !REQUIRED_PATHS.every((path) => paths.has(path))) throw notAList(lists[0] ?? '')
  return files
}

/** One list of them. @throws as `readLists` does. */
export function readList(hash: string, pieces: Pieces): BackupFile[] {
  return pieces.read(hash).toString('latin1').split('\n').slice(0, -1).map((line) => readLine(line, hash))
}

function readLine(line: string, list: string): BackupFile {
  const [path = '', size = '', ...rest] = line.split(' ')
  if (!ARCHIVE_PATH.test(path) || !/^\d{1,15}$/.test(size)) throw notAList(list)
  const pieces = rest.map((text) => {
    const [, hash, mark = null] = PIECE.exec(text) ?? []
    if (hash === undefined) throw notAList(list)
    return { hash, mark }
  })
  return { path, size: Number(size), pieces }
}

const notAList = (list: string): Refusal => new Refusal('storage', 'not a list', { problem: 'backup.manifestChanged', subject: `pieces/${list}` })
