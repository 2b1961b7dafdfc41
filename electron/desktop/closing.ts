// The small window while the program closes and its last backup is being taken. It has a page of its own without any script, since all
// else is closed by then; how far it is stands in its title and in the taskbar.
import { BrowserWindow } from 'electron'
import type { BackupStanding } from '#archive/backup/standing.ts'
import type { PageFile } from '../shell/page.ts'
import type { Language } from './place.ts'
import { protectContents, SCHEME } from './security.ts'
import { runningText } from './tray-menu.ts'
import { NOTHING_OF_NODE, PARTITION } from './window.ts'

/** Where the page lies; not the page of the screens, so that nothing it might ask for is granted. */
export const CLOSING_PATH = '/closing'

const HTML = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>一车一档</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; color: #1d2a30; background: #fff; margin: 22px 26px; user-select: none; cursor: default }
h1 { font-size: 16px; margin: 0 0 6px } p { margin: 0 0 4px; color: #4a5a62 } [lang=en] { font-size: 12.5px }
div { height: 4px; margin: 14px 0 0; background: linear-gradient(90deg, #dde4e7 30%, #0b5a6e 50%, #dde4e7 70%) 0 0 / 200% 100%; animation: go 1.8s linear infinite }
@keyframes go { to { background-position: -200% 0 } }
@media (prefers-reduced-motion: reduce) { div { animation: none } }
</style>
</head>
<body>
<h1>正在做关闭前的备份</h1>
<p>完成后程序自动退出。请不要关机，也不要拔出磁盘。</p>
<p>不想等：关闭这个小窗口，下次启动时补做。</p>
<p lang="en">Backing up before closing; the program quits when it is done. Close this window not to wait: it is made up for at the next start.</p>
<div></div>
</body>
</html>
`

export const CLOSING_PAGE: PageFile = { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(HTML) }

export type ClosingWindow = { show(standing: BackupStanding): void }

/** `giveUp`: whoever closes does not want to wait. */
export function closingWindow(language: () => Language, giveUp: () => void): ClosingWindow {
  let window: BrowserWindow | null = null
  const open = (): BrowserWindow => {
    const opened = new BrowserWindow({
      width: 460, height: 176, useContentSize: true, resizable: false, maximizable: false, fullscreenable: false, autoHideMenuBar: true, title: '一车一档',
      webPreferences: { ...NOTHING_OF_NODE, partition: PARTITION, javascript: false },
    })
    protectContents(opened.webContents)
    opened.on('page-title-updated', (event) => event.preventDefault())
    opened.on('close', giveUp)
    void opened.loadURL(`${SCHEME}://app${CLOSING_PATH}`)
    return opened
  }
  return {
    show: (standing) => {
      const title = runningText(language(), standing)
      if (title === null || standing.running === null) return
      window ??= open()
      if (window.isDestroyed()) return
      window.setTitle(title)
      window.setProgressBar(standing.running.progress)
    },
  }
}
