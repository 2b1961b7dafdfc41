// Dossiers fetched from a backup in a test, as people would; and the backup as somebody with the stick, and no key, may have made it.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { filesOf, readPoint } from '#archive/backup/manifest.ts'
import { openPieces, poolIn } from '#archive/backup/pool.ts'
import { privateKeyFrom, signBytes, type SigningPair } from '#archive/vault/signing.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { finished, LOGINS, PASSWORD, type Person } from '#test/support/archive.ts'

export type Asked = RawInput<'dossier.fetch'>

type Point = { backup: string; id: string }

/** With the general manager beside whoever fetches, each into a folder of its own below `root`. */
export function fetchesIn(root: string, point: () => Point) {
  let folders = 0
  return {
    wanted: (dossier: string, change: Partial<Asked> = {}): Asked => {
      folders += 1
      return {
        ...point(), dossier, purpose: '核对更正前的内容', folder: join(root, `fetched-${folders}`), language: 'zh-CN', password: PASSWORD, approverLogin: LOGINS.generalManager,
        approverPassword: PASSWORD, ...change,
      }
    },
    fetched: async (person: Person, asked: Asked) => {
      const task = await finished(person, (await person.call('dossier.fetch', asked)).taskId)
      return { task, result: task.fetched, page: existsSync(asked.folder) ? readFileSync(join(asked.folder, 'index.html'), 'utf8') : '' }
    },
  }
}

/** Every file's bytes, by its path. */
export const filesIn = (folder: string): Map<string, Buffer> => new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  .map((each) => [join(each.parentPath, each.name).slice(folder.length + 1), readFileSync(join(each.parentPath, each.name))]))

type ListedFile = { path: string; size: number; pieces: string[] }

/**
 * A point written anew in `backup` as one of format 1: each piece a file of its own, its list changed; unsigned, or said to be a day younger and signed by a
 * pair that is put into the keyring beside it.
 */
export async function loosely(
  { backup: from, id }: Point, backup: string, change: (file: ListedFile) => ListedFile, pair: SigningPair | null = null,
): Promise<Point & { pieceFile: (hash: string) => string }> {
  const found = await readPoint(poolIn(from), id)
  if (!found) throw new Error('no such point')
  const [pieces, pool] = [openPieces(poolIn(from)), poolIn(backup)]
  const pieceFile = (hash: string): string => join(pool.loose, hash.slice(0, 2), hash)
  const files = filesOf(found, pieces).map(({ path, size, pieces: parts }) => ({ path, size, pieces: parts.map(({ hash }) => hash) }))
  const put = (bytes: Uint8Array): string => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    mkdirSync(dirname(pieceFile(hash)), { recursive: true })
    writeFileSync(pieceFile(hash), bytes)
    return hash
  }
  const signed = (file: ListedFile): ListedFile => {
    if (pair === null || file.path !== 'keyring.json') return file
    const text = pieces.read(file.pieces[0] ?? '').toString('utf8')
    const bytes = Buffer.from(text.replace(/("archiveKey": *\{\s*"publicKey": *")[^"]*/, `$1${pair.publicKey.toString('base64')}`))
    return { ...file, size: bytes.length, pieces: [put(bytes)] }
  }
  for (const hash of files.flatMap((file) => file.pieces)) put(pieces.read(hash))
  const listed = files.map((file) => signed(change(file)))
  pieces.close()
  const { archiveId, storeName, takenAt } = found.manifest
  mkdirSync(pool.points, { recursive: true })
  const manifest = { format: 1, id, archiveId, storeName, takenAt: pair === null ? takenAt : takenAt + 86_400_000, files: listed }
  const signature = pair && signBytes(privateKeyFrom(pair.privateKey), Buffer.from(`yidang/manifest/v1\n${JSON.stringify(manifest)}`)).toString('hex')
  writeFileSync(join(pool.points, `${id}.json`), JSON.stringify({ manifest, signature }))
  return { backup, id, pieceFile }
}
