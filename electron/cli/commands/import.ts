// `yidang import`: brings a list in as the screen does, with the columns that its headings say or that were chosen there before.
import { open, stat, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Host } from '#archive/host.ts'
import { contract, type MethodName, type Output, type RawInput } from '#shared/contract/index.ts'
import type { ImportOutcome } from '#shared/contract/import.ts'
import { LARGEST_PIECE } from '#shared/contract/scan.ts'
import { IMPORT_LISTS, LINE_PROBLEMS, ownHeading } from '#shared/domain/import.ts'
import { problemIn } from '#shared/words/problem.ts'
import { WrongUsage, type Command, type Said, type Tell } from '../command.ts'
import { problemSaid, valueOf } from '../explain.ts'
import { credentialsOf, readTimeOption, signedIn, withHost } from '../host.ts'
import { finishedTask } from '../task.ts'

const MOST_TOLD = 20

export const importList: Command = {
  name: 'import',
  takes: `${IMPORT_LISTS.join('|')} FILE --archive DIR --as LOGIN [--dry-run] [--wrong FILE] [--now TIME]`,
  does: {
    chinese: '导入清单（xlsx 或 csv）：现有档案登记表、交车清单、维修结算清单；--dry-run 只预演；--wrong 把错误行写入一个 xlsx 文件以便改正；有错误行时退出码为 1',
    english: 'brings a list in (xlsx or csv): the register of dossiers, deliveries, repair orders; --dry-run only tries; --wrong writes the wrong lines to an xlsx file to mend; exits 1 when lines are wrong',
  },
  options: { archive: 'text', as: 'text', now: 'text', wrong: 'text', 'dry-run': 'flag' },
  words: 2,
  run: async ({ words, required, optional, flag, tell, print }) => {
    const [name, file] = words
    const list = IMPORT_LISTS.find((known) => known === name)
    if (!list) throw new WrongUsage({ chinese: `清单种类应为 ${IMPORT_LISTS.join('、')} 之一。`, english: `The kind of list is one of ${IMPORT_LISTS.join(', ')}.` })
    if (file === undefined) throw new WrongUsage({ chinese: '请指定清单文件。', english: 'Name the file.' })
    const archive = resolve(required('archive'))
    const someone = await credentialsOf(required('as'), tell)
    const outcome = await withHost(archive, readTimeOption('now', optional('now')), (host) => signedIn(host, someone, async (token) => {
      const ask = asking(host, token)
      const { importId, taskId } = await ask('import.open', { list, uploadId: await send(ask, resolve(file)), fileName: basename(file).slice(-200) })
      const { reading } = await finishedTask(host, token, taskId)
      if (!reading) throw new Error('a list was read without a result')
      const run = await ask(flag('dry-run') ? 'import.dryRun' : 'import.commit', { importId, mapping: reading.mapping, words: wordsIn(tell) })
      const { imported } = await finishedTask(host, token, run.taskId)
      if (!imported) throw new Error('a list was run without a result')
      const wrong = optional('wrong')
      if (wrong !== undefined && imported.wrong > 0) {
        const { base64 } = await ask('import.wrongLines', { importId })
        await writeFile(resolve(wrong), Buffer.from(base64, 'base64'))
      }
      return imported
    }))
    print(outcome, told(outcome).map(tell))
    return outcome.wrong > 0 ? 1 : 0
  },
}

/** What the file of wrong lines calls its problems. */
const wordsIn = (tell: Tell): Record<string, string> => Object.fromEntries(LINE_PROBLEMS.map((problem) => (
  [problem, tell({ chinese: problemIn('zh-CN', problem), english: problemIn('en', problem) })]
)))

type Ask = <M extends MethodName>(method: M, input: RawInput<M>) => Promise<Output<M>>

function asking(host: Host, token: string): Ask {
  return async (method, input) => {
    const value = valueOf(await host.call({ method, input, token }))
    if (!fits(method, value)) throw new Error(`${method} answered what the contract does not name`)
    return value
  }
}

function fits<M extends MethodName>(method: M, value: unknown): value is Output<M> {
  return contract[method].output.safeParse(value).success
}

/** @returns the upload's id. */
async function send(ask: Ask, file: string): Promise<string> {
  const { size } = await stat(file)
  if (size === 0) throw new WrongUsage({ chinese: `${file} 是空的。`, english: `${file} is empty.` })
  const { uploadId } = await ask('upload.begin', { size })
  const handle = await open(file)
  try {
    for (let offset = 0; offset < size; offset += LARGEST_PIECE) {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(Math.min(LARGEST_PIECE, size - offset)), 0, null, offset)
      await ask('upload.piece', { uploadId, offset, bytes: buffer.subarray(0, bytesRead) })
    }
    return uploadId
  } finally {
    await handle.close()
  }
}

function told({ committed, lines, dossiers, records, already, wrong, shown }: ImportOutcome): Said[] {
  const named = shown.filter(({ outcome }) => outcome === 'wrong').slice(0, MOST_TOLD)
  const left = wrong - named.length
  return [
    committed ? { chinese: `已导入：${lines} 行`, english: `Brought in: ${lines} lines` } : { chinese: `预演：${lines} 行`, english: `Tried: ${lines} lines` },
    { chinese: `新建档案 ${dossiers}，新增记录 ${records}，已在档 ${already}，错误 ${wrong}`, english: `${dossiers} dossiers, ${records} records, ${already} on file already, ${wrong} wrong` },
    ...named.map(({ line, car, problems }) => {
      const said = problems.map(({ field, problem }) => {
        const words = problemSaid(problem, null) ?? { chinese: problem, english: problem }
        return field === null ? words : { chinese: `${ownHeading(field)}：${words.chinese}`, english: `${field}: ${words.english}` }
      })
      return {
        chinese: `  第 ${line} 行 ${car}：${said.map(({ chinese }) => chinese).join(' ')}`, english: `  line ${line} ${car}: ${said.map(({ english }) => english).join(' ')}`,
      }
    }),
    ...(left > 0 ? [{ chinese: `  另有 ${left} 行错误没有列出；加 --wrong 文件 可全部写出。`, english: `  ${left} more wrong lines are not listed; --wrong FILE writes all of them.` }] : []),
  ]
}
