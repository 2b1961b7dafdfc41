// `yidang backup`, `verify`, `restore`: keeping the archive safe, also beside a running program (rule A2).
import { resolve } from 'node:path'
import type { Progress } from '#archive/backup/tasks.ts'
import { Refusal } from '#archive/refusal.ts'
import type { BackupPointView, FindingView } from '#shared/contract/backup.ts'
import { isDamage } from '#shared/domain/finding.ts'
import { STORE_TIME_ZONE, type Instant } from '#shared/domain/local-date.ts'
import { Failure, type Command, type Given } from '../command.ts'
import { credentialsOf, onInterrupt, readTimeOption } from '../host.ts'

export const backup: Command = {
  name: 'backup',
  takes: '--archive DIR --to DIR [--as LOGIN]',
  does: {
    chinese: '备份到另一文件夹；给出登录名的备份须有备份权限，有签名，记入操作日志，且可在程序运行时进行',
    english: 'backs up into another folder; with a log-in, whose role must allow it, the backup is signed, in the audit trail, and works beside a running program',
  },
  options: { archive: 'text', to: 'text', as: 'text' },
  words: 0,
  run: async (given) => {
    const { required, tell, print } = given
    const [folder, to] = [resolve(required('archive')), resolve(required('to'))]
    const password = await credentials(given)
    const { backUp } = await engine()
    const point = await watched((progress) => backUp({ folder, to, program: '一车一档 (yidang backup)', password }, progress))
    print(point, [
      tell({ chinese: `已备份到 ${to}`, english: `Backed up to ${to}` }),
      describe(point, given),
    ])
    return 0
  },
}

export const verify: Command = {
  name: 'verify',
  takes: '--archive DIR [--as LOGIN]',
  does: {
    chinese: '校验档案：给出登录名时校验全部内容，否则只校验密文所能显示的；有问题时退出码为 1',
    english: 'checks an archive: with a log-in everything, without one what ciphertext can show; exits 1 when something is wrong',
  },
  options: { archive: 'text', as: 'text' },
  words: 0,
  run: async (given) => {
    const { required, tell, print } = given
    const folder = resolve(required('archive'))
    const password = await credentials(given)
    const { verifyArchive } = await engine()
    const result = await watched((progress) => verifyArchive({ folder, password }, progress))
    const { chains, attachments, findings } = result
    print(result, [
      ...chains.map(({ chain, entries, signatures }) => tell({
        chinese: `${CHAINS[chain]?.chinese ?? chain}：${entries} 条，签名 ${signatures} 个`,
        english: `${CHAINS[chain]?.english ?? chain}: ${entries} entries, ${signatures} signatures`,
      })),
      tell({ chinese: `扫描件：${attachments} 个`, english: `Attachments: ${attachments}` }),
      ...(password === null ? [tell({ chinese: '未给出登录名（--as），内容未校验。', english: 'No log-in was given (--as): the content was not checked.' })] : []),
      ...told(findings, given),
    ])
    return findings.some(isDamage) ? 1 : 0
  },
}

export const restore: Command = {
  name: 'restore',
  takes: '--from DIR --archive NEWDIR [--at TIME]',
  does: {
    chinese: '将备份还原到新文件夹：最新的，或某一时间之前最近的', english: 'restores a backup into a new folder: the newest, or the last one before a time',
  },
  options: { from: 'text', archive: 'text', at: 'text' },
  words: 0,
  run: async (given) => {
    const { required, optional, tell, print } = given
    const [from, to] = [resolve(required('from')), resolve(required('archive'))]
    const at = readTimeOption('at', optional('at'))
    const { restore: restorePoint } = await engine()
    const point = await watched((progress) => restorePoint({ from, at, to, program: 'yidang restore' }, progress)).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'notFound') throw error
      throw new Failure({ chinese: `${from} 中没有这样的备份。`, english: `There is no such backup in ${from}.` })
    })
    print(point, [
      tell({ chinese: `已还原到 ${to}，以备份当日的密码打开。`, english: `Restored to ${to}; it opens with the passwords of that day.` }),
      describe(point, given),
    ])
    return 0
  },
}

const CHAINS: Readonly<Record<string, { chinese: string; english: string }>> = {
  book: { chinese: '签收薄', english: 'Sign-in book' },
  audit: { chinese: '操作日志', english: 'Audit trail' },
}

/** Only these three commands need it in their own thread. */
const engine = () => import('#archive/backup/run.ts')

async function credentials({ optional, tell }: Given) {
  const login = optional('as')
  return login === undefined ? null : credentialsOf(login, tell)
}

/** Follows long work on the terminal, and calls it off on Ctrl-C. */
async function watched<T>(work: (progress: Progress) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const { signal } = abort
  const stopListening = onInterrupt(() => abort.abort())
  const show = (text: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r${text}`)
  }
  try {
    return await work({
      signal,
      at: (part) => show(`${Math.floor(part * 100)} %`),
      check: () => {
        if (signal.aborted) throw new Refusal('cancelled', 'cancelled')
      },
    })
  } finally {
    show('      \r')
    stopListening()
  }
}

function describe({ id, takenAt, files, bytes, signed }: BackupPointView, { tell }: Given): string {
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`
  return tell({
    chinese: `  ${id}，${timeOf(takenAt)}，${files} 个文件，${size}，${signed ? '有签名' : '无签名，尚未证实'}`,
    english: `  ${id}, ${timeOf(takenAt)}, ${files} files, ${size}, ${signed ? 'signed' : 'unsigned: not yet proven'}`,
  })
}

/** On the store's clock. */
function timeOf(at: Instant): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, dateStyle: 'short', timeStyle: 'short' }).format(at)
}

function told(findings: readonly FindingView[], { tell }: Given): string[] {
  if (findings.length === 0) return [tell({ chinese: '没有发现问题。', english: 'Nothing wrong was found.' })]
  const damage = findings.filter(isDamage).length
  return [
    damage === 0
      ? tell({ chinese: '没有损坏，但请留意：', english: 'Nothing is damaged, but look at this:' })
      : tell({ chinese: `发现 ${damage} 处问题，请勿继续使用，并从备份中还原：`, english: `Found ${damage} things wrong; stop working in it, and restore a backup:` }),
    ...findings.map(({ where, problem }) => `  ${where}: ${problem}`),
  ]
}
