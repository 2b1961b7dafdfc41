// The mark beside the clock: how backups stand, and the way back to the window (rule A2).
import { Menu, nativeImage, Tray } from 'electron'
import { join } from 'node:path'
import { trayFile, trayMark, trayMenu, trayTip, type TrayActs, type TrayMark, type TrayState } from './tray-menu.ts'

export type ShownTray = { show(state: TrayState): void; remove(): void }

/** Puts the mark there. `folder`: where the pictures lie. */
export function openTray(folder: string, first: TrayState, acts: TrayActs): ShownTray {
  const picture = (mark: TrayMark) => nativeImage.createFromPath(join(folder, trayFile(mark, process.platform)))
  let shown = trayMark(first.standing)
  const tray = new Tray(picture(shown))
  const show = (state: TrayState): void => {
    const mark = trayMark(state.standing)
    if (mark !== shown) tray.setImage(picture(mark))
    shown = mark
    tray.setToolTip(trayTip(state))
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(state, acts)))
  }
  show(first)
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', acts.open)
  return { show, remove: () => tray.destroy() }
}
