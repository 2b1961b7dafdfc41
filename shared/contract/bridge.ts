// What a window gets from its shell: the same three things over IPC (Electron) or HTTP (browser shell).
import type { Envelope } from './envelope.ts'

/** One call of a method; `token` is the session's, null before signing in. */
export type CallRequest = { method: string; input: unknown; token: string | null }

/** How the sheet lies. */
export type Orientation = 'portrait' | 'landscape'

export type Bridge = {
  shell: 'desktop' | 'browser'
  call(request: CallRequest): Promise<Envelope<unknown>>
  /** Prints the page as it stands, on A4, through the system's dialog. */
  print(orientation: Orientation): Promise<void>
  /** The system's folder dialog; null when dismissed, or where the shell has none. */
  chooseFolder(): Promise<string | null>
}
