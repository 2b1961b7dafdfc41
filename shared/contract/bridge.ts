// What a window gets from its shell: the same things over IPC (Electron) or HTTP (browser shell).
import type { Envelope } from './envelope.ts'

/** One call of a method; `token` is the session's, null before signing in. */
export type CallRequest = { method: string; input: unknown; token: string | null }

/** How the sheet lies. */
export type Orientation = 'portrait' | 'landscape'

/** How the installed program behaves on this machine; nobody's data, and the same for whoever sits there. */
export type MachineSettings = {
  /** Null where it cannot be: the program is not installed, but run from its sources. */
  startAtLogin: boolean | null
  /** Closing the window leaves the program in the tray, where backups go on by themselves. */
  keepInTray: boolean
}

export type Bridge = {
  shell: 'desktop' | 'browser'
  call(request: CallRequest): Promise<Envelope<unknown>>
  /** Prints the page as it stands, on A4, through the system's dialog. */
  print(orientation: Orientation): Promise<void>
  /** The system's folder dialog; null when dismissed, or where the shell has none. */
  chooseFolder(): Promise<string | null>
  /** Changes what is named and answers how it is now; null where the shell has none of it. */
  machine(change: Partial<{ [K in keyof MachineSettings]: NonNullable<MachineSettings[K]> }>): Promise<MachineSettings | null>
  /** `show` is called when the shell's menu asks what the program is. */
  onAbout(show: () => void): void
}
