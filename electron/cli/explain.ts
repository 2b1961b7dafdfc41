// What went wrong, in words: what happened and what to do.
import type { CallError, Envelope, ErrorCode } from '#shared/contract/envelope.ts'
import { isProblemCode, problemIn, type ProblemCode } from '#shared/words/problem.ts'
import { Refusal } from '#archive/refusal.ts'
import { systemCode } from '#archive/system-code.ts'
import { startProblem } from '../shell/start-problem.ts'
import { Failure, type Said, type Tell } from './command.ts'

const CODES: Readonly<Record<ErrorCode, Said>> = {
  invalidInput: { chinese: '填写的内容有误，请按下列各项改正。', english: 'Something in the input is not right: put right what is named.' },
  notSignedIn: { chinese: '尚未登录，请用 --as 指定登录名。', english: 'Not signed in: name a log-in with --as.' },
  forbidden: { chinese: '该岗位不能做这件事，请由有权限的人来做。', english: 'The role does not allow this: let someone do it whose role does.' },
  notFound: { chinese: '没有找到，或者无权查看，请核对后重试。', english: 'It was not found, or may not be seen: check it and try again.' },
  refused: { chinese: '按规定不能这样做。', english: 'The rules do not allow this.' },
  wrongPassword: { chinese: '登录名或密码不对，请检查后重试。', english: 'The log-in or password is not right: check it and try again.' },
  unavailable: { chinese: '档案现在打不开，请确认没有别的程序正在使用它。', english: 'The archive cannot be opened now: make sure that no other program is using it.' },
  cancelled: { chinese: '已取消，没有改动任何内容。', english: 'Cancelled; nothing was changed.' },
  storage: { chinese: '磁盘写不进去或读不出来，请检查是否已满、只读或已断开。', english: 'The disk could not be written or read: check whether it is full, read-only or disconnected.' },
  internal: { chinese: '程序出错了，请重试；如再次出现，请告诉系统管理员。', english: 'The program made a mistake: try again, and tell your administrator if it happens again.' },
}

// Where something else helps at a terminal than on a screen.
const AT_TERMINAL: Readonly<Partial<Record<ProblemCode, (subject: string) => Said>>> = {
  'archive.exists': () => ({
    chinese: '此处已有档案或其他内容，请用 --archive 指定新的或空的文件夹。', english: 'Something lies there already: name a new or empty folder by --archive.',
  }),
  'archive.absent': () => ({
    chinese: '此处还没有档案，请先用 yidang init 建立。', english: 'There is no archive here yet: make one with yidang init.',
  }),
  'backup.insideArchive': (subject) => ({
    chinese: `备份与档案不能放在彼此之中：${subject}。请用 --to 指定别处。`, english: `Backup and archive may not lie within each other: ${subject}. Name another place by --to.`,
  }),
  'backup.changedMeanwhile': () => ({
    chinese: '备份时档案被打开了，请重试，或加 --as 以便同时进行。', english: 'The archive was opened meanwhile: try again, or add --as to work beside it.',
  }),
  'restore.notEmpty': (subject) => ({
    chinese: `此处已有内容：${subject}。请用 --archive 指定新的或空的文件夹。`, english: `Something lies there already: ${subject}. Name a new or empty folder by --archive.`,
  }),
  'import.columnsMissing': (subject) => ({
    chinese: `没有认出必需的列：${subject}。请改表头，或在画面上导入一次并指定各列。`,
    english: `Needed columns were not recognised: ${subject}. Change the headings, or bring such a list in on screen once and choose them there.`,
  }),
}

/** What a problem is called: as the screens say it, save where something else helps here; null for one without words. */
export function problemSaid(problem: string, subject: string | null): Said | null {
  if (!isProblemCode(problem)) return null
  const about = subject ?? ''
  return AT_TERMINAL[problem]?.(about) ?? { chinese: problemIn('zh-CN', problem, about), english: problemIn('en', problem, about) }
}

/** Whatever was thrown, as lines to read and as the object that `--json` prints. */
export function explain(error: unknown, tell: Tell): { lines: string[]; error: { code: string; message: string; details?: object } } {
  if (error instanceof Refusal) {
    const { code, message, details } = error
    return { lines: explainCall({ code, message, details }, tell), error: { code, message, details } }
  }
  if (error instanceof Failure) return { lines: [tell(error.said)], error: { code: 'failed', message: error.message } }
  const message = error instanceof Error ? error.message : String(error)
  const named = systemCode(error) ?? ''
  if (named === 'EADDRINUSE') return { lines: [tell(PORT_TAKEN)], error: { code: 'unavailable', message } }
  const code = /^(?:E[A-Z]+|SQLITE_[A-Z_]+)$/.test(named) ? 'storage' : 'internal'
  return { lines: [tell(CODES[code]), `  ${message}`], error: { code, message } }
}

const PORT_TAKEN: Said = { chinese: '此端口已被占用，请用 --port 另选一个。', english: 'The port is taken: choose another one by --port.' }

const STARTING = ['archive.inUse', 'archive.notAnArchive', 'archive.diskRefuses', 'clock.trainingOnly']

function explainCall({ code, message, details }: CallError, tell: Tell): string[] {
  const { problem, subject, fields = [] } = details
  const told = problem !== undefined && STARTING.includes(problem)
    ? startProblem(new Refusal(code, message, details))
    : problem !== undefined && problemSaid(problem, subject ?? null)
  return [
    tell(told || CODES[code]),
    ...fields.map((field) => {
      const said = problemSaid(field.problem, null)
      return `  ${field.path.length === 0 ? '' : `${field.path.join('.')}: `}${field.problem}${said === null ? '' : ` — ${tell(said)}`}`
    }),
  ]
}

/** The value of an answer. @throws Refusal with the error it carries. */
export function valueOf(answer: Envelope<unknown>): unknown {
  if (answer.ok) return answer.value
  throw new Refusal(answer.error.code, answer.error.message, answer.error.details)
}
