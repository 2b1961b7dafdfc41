// Why a shell does not start, in both languages: at that moment there is no screen yet that could say it.
import { Refusal } from '#archive/refusal.ts'
import { isProblemCode, problemIn } from '#shared/words/problem.ts'

type Told = { chinese: string; english: string }

const PROBLEMS: Readonly<Record<string, (subject: string) => Told>> = {
  'archive.inUse': (subject) => ({
    chinese: `此档案正在使用中：${subject}。请到那个窗口继续，或先将其结束。`,
    english: `This archive is in use by ${subject}. Go on in that window, or end it first.`,
  }),
  'archive.notAnArchive': (subject) => ({
    chinese: `此文件夹不是档案，也不是空的：${subject}。请用 --archive 指定其他文件夹。`,
    english: `This folder is neither an archive nor empty: ${subject}. Name another one by --archive.`,
  }),
  'archive.diskRefuses': (subject) => ({
    chinese: `档案所在的磁盘写不进去或读不出来（${subject}）。请检查它是否只读、已满或已断开，再启动。`,
    english: `The disk of the archive could not be written or read (${subject}). Check whether it is read-only, full or disconnected, then start again.`,
  }),
  'clock.trainingOnly': () => ({
    chinese: '只有演练档案可以用 --now 在其他时间运行。',
    english: 'Only a training archive may be run at another time by --now.',
  }),
}

/** What to tell the person who started the program; the error's own message when it is none that is foreseen. */
export function startProblem(error: unknown): Told {
  if (error instanceof Refusal) {
    const { problem = '', subject = '' } = error.details
    const told = PROBLEMS[problem]
    if (told !== undefined) return told(subject)
    if (isProblemCode(problem)) return { chinese: problemIn('zh-CN', problem, subject), english: problemIn('en', problem, subject) }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { chinese: `无法启动：${message}`, english: `Could not start: ${message}` }
}
