// Starting with the person's log-in, each system by its own custom: the Run key, macOS's login items, an XDG autostart entry.
import { app } from 'electron'
import { autostart } from './autostart.ts'

/** The argument of a start that nobody asked for: the tray alone is shown. */
export const HIDDEN = '--hidden'

export type LoginItem = {
  /** Null where it cannot be had: the program was not installed, but is run from its sources. */
  read(): boolean | null
  write(on: boolean): void
}

/** `archive`: what `--archive` named, to be opened again; null for the usual one. */
export function loginItem(archive: string | null): LoginItem {
  if (!app.isPackaged) return { read: () => null, write: () => undefined }
  const args = [HIDDEN, ...(archive === null ? [] : ['--archive', archive])]
  if (process.platform === 'linux') return autostart(args)
  // macOS takes no arguments; it says by itself that it was the one who started the program.
  const item = process.platform === 'win32' ? { args: args.map(quoted) } : {}
  return {
    read: () => app.getLoginItemSettings(item).openAtLogin,
    write: (on) => app.setLoginItemSettings({ ...item, openAtLogin: on }),
  }
}

/** True when the system started the program at log-in, and nobody waits for a window. */
export function startedAtLogin(argv: readonly string[]): boolean {
  return argv.includes(HIDDEN) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
}

/** As Windows' command line wants it: a folder's name ends in no quotation mark, and may end in a backslash. */
function quoted(argument: string): string {
  return /[\s"]/.test(argument) ? `"${argument.replace(/\\+$/, '$&$&')}"` : argument
}
