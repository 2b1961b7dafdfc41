// What went wrong, in words: what happened and what to do.
import type { CallError, Envelope, ErrorCode } from '#shared/contract/envelope.ts'
import { Refusal } from '#archive/refusal.ts'
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

// What one can meet by calling the commands themselves; a rule that refuses a called method is named by its key.
const PROBLEMS: Readonly<Record<string, (subject: string) => Said>> = {
  'archive.exists': () => ({
    chinese: '此处已有档案或其他内容，请用 --archive 指定新的或空的文件夹。', english: 'Something lies there already: name a new or empty folder by --archive.',
  }),
  'archive.absent': () => ({
    chinese: '此处还没有档案，请先用 yidang init 建立。', english: 'There is no archive here yet: make one with yidang init.',
  }),
  'archive.tooNew': () => ({
    chinese: '此档案由更新的程序写成，请更新程序。', english: 'This archive was written by a later program: update the program.',
  }),
  'keyring.damaged': () => ({
    chinese: '密钥文件 keyring.json 已损坏，请从备份中恢复。', english: 'The file keyring.json is damaged: restore it from a backup.',
  }),
  'keyring.stale': () => ({
    chinese: '密钥文件 keyring.json 比档案旧，请让管理员重设此人的密码。', english: 'The file keyring.json is older than the archive: let an administrator reset this person’s password.',
  }),
  'folder.absolute': () => ({ chinese: '请写完整的路径。', english: 'Write the whole path.' }),
  'backup.insideArchive': (subject) => ({
    chinese: `备份与档案不能放在彼此之中：${subject}。请用 --to 指定别处。`, english: `Backup and archive may not lie within each other: ${subject}. Name another place by --to.`,
  }),
  'backup.busy': () => ({ chinese: '正在进行另一次备份，请稍后再试。', english: 'Another backup is under way: try again later.' }),
  'backup.changedMeanwhile': () => ({
    chinese: '备份时档案被打开了，请重试，或加 --as 以便同时进行。', english: 'The archive was opened meanwhile: try again, or add --as to work beside it.',
  }),
  'backup.manifestChanged': (subject) => ({
    chinese: `备份清单已被改动或损坏：${subject}。请换一个备份。`, english: `The backup’s manifest was changed or damaged: ${subject}. Take another backup.`,
  }),
  'backup.pieceMissing': (subject) => ({ chinese: `备份缺少一部分：${subject}。请换一个备份。`, english: `A piece of the backup is missing: ${subject}. Take another backup.` }),
  'backup.pieceChanged': (subject) => ({ chinese: `备份的一部分已损坏：${subject}。请换一个备份。`, english: `A piece of the backup was changed: ${subject}. Take another backup.` }),
  'restore.notEmpty': (subject) => ({
    chinese: `此处已有内容：${subject}。请用 --archive 指定新的或空的文件夹。`, english: `Something lies there already: ${subject}. Name a new or empty folder by --archive.`,
  }),
  'import.columnsMissing': (subject) => ({
    chinese: `没有认出必需的列：${subject}。请改表头，或在画面上导入一次并指定各列。`,
    english: `Needed columns were not recognised: ${subject}. Change the headings, or bring such a list in on screen once and choose them there.`,
  }),
  'import.tooMany': (subject) => ({ chinese: `同时打开的清单太多（最多 ${subject} 份），请稍后再试。`, english: `Too many lists are open (at most ${subject}): try again later.` }),
  'import.busy': () => ({ chinese: '这份清单正在处理，请稍候。', english: 'This list is being worked on: wait a moment.' }),
  'import.mendUnmade': () => ({
    chinese: '错误行太多，做不成一个待修改文件。请把清单分成几份再导入：已在档的行不会重复。',
    english: 'The wrong lines are more than one file to mend can hold. Part the list and bring it in again: lines that are on file are not doubled.',
  }),
  'storeCode.form': () => ({ chinese: '门店代码为 2 到 8 位字母或数字。', english: 'A store code is 2 to 8 letters or digits.' }),
  'login.form': () => ({
    chinese: '登录名为 2 到 32 位小写字母、数字、点、横线，以字母或数字开头。',
    english: 'A log-in is 2 to 32 small letters, digits, dots and dashes, beginning with a letter or digit.',
  }),
  'name.form': () => ({ chinese: '名称为 1 到 60 个字符，至少含一个文字。', english: 'A name is 1 to 60 characters, one of them a letter.' }),
  'password.short': () => ({ chinese: '密码至少 8 个字符。', english: 'A password has at least 8 characters.' }),
  'password.wrong': () => ({ chinese: '密码不对。', english: 'The password is not right.' }),
  'text.required': () => ({ chinese: '不能为空。', english: 'It may not be empty.' }),
}

const STARTING = ['archive.inUse', 'archive.notAnArchive', 'clock.trainingOnly']

/** What a problem is called, where one can meet it here. */
export function problemSaid(problem: string, subject: string | null): Said | null {
  return PROBLEMS[problem]?.(subject ?? '') ?? null
}

/** Whatever was thrown, as lines to read and as the object that `--json` prints. */
export function explain(error: unknown, tell: Tell): { lines: string[]; error: { code: string; message: string; details?: object } } {
  if (error instanceof Refusal) {
    const { code, message, details } = error
    return { lines: explainCall({ code, message, details }, tell), error: { code, message, details } }
  }
  if (error instanceof Failure) return { lines: [tell(error.said)], error: { code: 'failed', message: error.message } }
  const message = error instanceof Error ? error.message : String(error)
  const systemCode = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (systemCode === 'EADDRINUSE') return { lines: [tell(PORT_TAKEN)], error: { code: 'unavailable', message } }
  const code = /^(?:E[A-Z]+|SQLITE_[A-Z_]+)$/.test(systemCode) ? 'storage' : 'internal'
  return { lines: [tell(CODES[code]), `  ${message}`], error: { code, message } }
}

const PORT_TAKEN: Said = { chinese: '此端口已被占用，请用 --port 另选一个。', english: 'The port is taken: choose another one by --port.' }

function explainCall({ code, message, details }: CallError, tell: Tell): string[] {
  const { problem, subject, fields = [] } = details
  const told = problem === undefined ? undefined : (PROBLEMS[problem]?.(subject ?? '') ?? (STARTING.includes(problem)
    ? startProblem(new Refusal(code, message, details))
    : { chinese: `${CODES[code].chinese}（${problem}）`, english: `${CODES[code].english} (${problem})` }))
  return [
    tell(told ?? CODES[code]),
    ...fields.map((field) => `  ${field.path.length === 0 ? '' : `${field.path.join('.')}: `}${field.problem}${wordsFor(field.problem, tell)}`),
  ]
}

function wordsFor(problem: string, tell: Tell): string {
  const said = PROBLEMS[problem]?.('')
  return said === undefined ? '' : ` — ${tell(said)}`
}

/** The value of an answer. @throws Refusal with the error it carries. */
export function valueOf(answer: Envelope<unknown>): unknown {
  if (answer.ok) return answer.value
  throw new Refusal(answer.error.code, answer.error.message, answer.error.details)
}
