// The renderer's one way to the engine: through Electron's bridge, or, in the browser shell, by POST to its own origin.
import { z } from 'zod'
import type { Bridge } from '#shared/contract/bridge.ts'
import { ERROR_CODES, type CallError, type Envelope } from '#shared/contract/envelope.ts'
import type { MethodName, Output, RawInput } from '#shared/contract/index.ts'
import { sessionContract } from '#shared/contract/session.ts'

declare global {
  interface Window {
    /** Put there by Electron's preload; absent in the browser shell. */
    yidang?: Bridge
  }
}

/** A call the engine refused or could not carry out. */
export class CallFailure extends Error {
  readonly error: CallError

  constructor(error: CallError) {
    super(error.message)
    this.name = 'CallFailure'
    this.error = error
  }
}

const envelope = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({
      code: z.enum(ERROR_CODES),
      message: z.string(),
      details: z.object({
        problem: z.string().exactOptional(),
        fields: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), problem: z.string() })).exactOptional(),
        subject: z.string().exactOptional(),
        waitSeconds: z.number().exactOptional(),
      }),
    }),
  }),
])

const browserBridge: Bridge = {
  shell: 'browser',
  call: async (request) => {
    const answer = await fetch('/call', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      credentials: 'same-origin',
      cache: 'no-store',
      body: JSON.stringify(request),
    })
    return readEnvelope(await answer.json())
  },
  print: () => {
    window.print()
    return Promise.resolve()
  },
  chooseFolder: () => Promise.resolve(null),
  machine: () => Promise.resolve(null),
  onAbout: () => undefined,
}

/** What the window gets from its shell besides calls: printing, the folder dialog, what is set on this machine. */
export function bridge(): Bridge {
  return window.yidang ?? browserBridge
}

// In memory only: whoever reloads the page signs in again.
let token: string | null = null
let onSessionEnd: () => void = () => undefined

/** The session that further calls are made in; null after signing out. */
export function keepToken(next: string | null): void {
  token = next
}

/** Who hears that the engine has ended the session by itself. */
export function whenSessionEnds(listener: () => void): void {
  onSessionEnd = listener
}

/** The session's token, for pictures and uploads, which go to the engine beside `call`. */
export function heldToken(): string | null {
  return token
}

/** An answer as it came over the wire, in its form. @throws ZodError when it has another. */
export function readEnvelope(answer: unknown): Envelope<unknown> {
  return envelope.parse(answer)
}

/** What an answer to `usedToken` says. @throws CallFailure its refusal; that the session has ended is told as well. */
export function valueOf(answer: Envelope<unknown>, usedToken: string | null): unknown {
  if (answer.ok) return answer.value
  if (answer.error.code === 'notSignedIn' && usedToken !== null && usedToken === token) onSessionEnd()
  throw new CallFailure(answer.error)
}

/** Whatever was thrown, as an error of the contract: what is no refusal of the engine is a mistake of ours. */
export function toCallError(thrown: unknown): CallError {
  if (thrown instanceof CallFailure) return thrown.error
  return { code: 'internal', message: thrown instanceof Error ? thrown.message : String(thrown), details: {} }
}

const isOfSession = (method: MethodName): method is keyof typeof sessionContract => Object.hasOwn(sessionContract, method)

/** The whole contract. The screen to sign in does not wait until it is made, which takes longer than anything else of it. */
export const wholeContract = () => import('#shared/contract/index.ts')

async function outputOf(method: MethodName): Promise<z.ZodType> {
  if (isOfSession(method)) return sessionContract[method].output
  const { contract } = await wholeContract()
  return contract[method].output
}

function fits<M extends MethodName>(output: z.ZodType, value: unknown): value is Output<M> {
  return output.safeParse(value).success
}

/**
 * Calls a method of the contract.
 * @throws CallFailure with the engine's error; `unavailable` when the shell cannot be reached, `internal` when the answer
 * is not what the contract names.
 */
export async function call<M extends MethodName>(method: M, input: RawInput<M>): Promise<Output<M>> {
  const usedToken = token
  const answer = await bridge().call({ method, input, token: usedToken }).catch((thrown: unknown) => {
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    throw new CallFailure({ code: 'unavailable', message, details: { problem: 'engine.stopped' } })
  })
  const value = valueOf(answer, usedToken)
  if (!fits<M>(await outputOf(method), value)) {
    throw new CallFailure({ code: 'internal', message: `${method} answered what the contract does not name`, details: {} })
  }
  return value
}
