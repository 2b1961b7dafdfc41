// Runs one command on an archive: starts the engine, signs in and out, and closes the archive however the command ends.
import { startHost, type Host } from '#archive/host.ts'
import { contract } from '#shared/contract/index.ts'
import { Failure, WrongUsage, type Tell } from './command.ts'
import { valueOf } from './explain.ts'
import { askPassword, AT_THE_TERMINAL } from './password.ts'
import { readTime } from '../shell/start-options.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Called when the person ends the program (Ctrl-C); what it returns stops listening. */
export function onInterrupt(listener: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, listener)
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener)
  }
}

/** @throws what the engine or the work throws; Failure when it was interrupted. The archive is closed then as well. */
export async function withHost<T>(archive: string, startAt: number | null, work: (host: Host) => Promise<T>): Promise<T> {
  const { promise: interrupted, reject } = Promise.withResolvers<never>()
  const stopListening = onInterrupt(() => reject(new Failure({ chinese: '已中止，档案已关好。', english: 'Broken off; the archive was closed.' })))
  try {
    const host = await startHost({ folder: archive, program: '一车一档 (yidang)', startAt })
    try {
      return await Promise.race([work(host), interrupted])
    } finally {
      await host.close()
    }
  } finally {
    stopListening()
  }
}

/** Asks for the password of a log-in. @throws Failure when it cannot be had. */
export async function credentialsOf(login: string, tell: Tell): Promise<Credentials> {
  return { login, password: await askPassword({ ...AT_THE_TERMINAL, tell }, { chinese: `${login} 的密码：`, english: `Password of ${login}: ` }) }
}

export type Credentials = { login: string; password: string }

/** Does `work` as someone, who is signed out after it. */
export async function signedIn<T>(host: Host, credentials: Credentials, work: (token: string) => Promise<T>): Promise<T> {
  const answer = valueOf(await host.call({ method: 'session.signIn', input: credentials, token: null }))
  const { token } = contract['session.signIn'].output.parse(answer)
  try {
    return await work(token)
  } finally {
    await host.call({ method: 'session.signOut', input: {}, token })
  }
}

/** An option that is a time on the store's clock, or with its zone. @throws WrongUsage. */
export function readTimeOption(option: string, text: string | undefined): number | null {
  if (text === undefined) return null
  const time = readTime(text)
  if (time !== null) return time
  throw new WrongUsage({ chinese: `--${option} ${text}：应写作 2026-02-13T17:30。`, english: `--${option} ${text}: write it like 2026-02-13T17:30.` })
}
