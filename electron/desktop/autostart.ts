// Starting at log-in on Linux: an entry in the folder that every desktop looks into (XDG autostart).
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The entry that starts this program with `args`: whether it is there, and writing or removing it. */
export function autostart(args: readonly string[]): { read(): boolean; write(on: boolean): void } {
  const configuration = process.env['XDG_CONFIG_HOME']
  const folder = join(configuration?.startsWith('/') === true ? configuration : join(homedir(), '.config'), 'autostart')
  const file = join(folder, 'cn.yidang.desk.desktop')
  return {
    read: () => existsSync(file),
    write: (on) => {
      if (!on) {
        rmSync(file, { force: true })
        return
      }
      mkdirSync(folder, { recursive: true })
      // An AppImage runs from a mount that is gone by then; it says itself where it lies.
      writeFileSync(file, autostartEntry([process.env['APPIMAGE'] ?? process.execPath, ...args]))
    },
  }
}

/** An autostart entry as the Desktop Entry Specification has it. */
export function autostartEntry(command: readonly string[]): string {
  const exec = command.map((argument) => `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`).join(' ')
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=YiDang',
    'Name[zh_CN]=一车一档',
    // A string's own backslashes are doubled once more.
    `Exec=${exec.replaceAll('\\', '\\\\')}`,
    'Icon=yidang',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}
