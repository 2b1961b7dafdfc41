// The one window: its preferences, its place on the screen, what happens when its page dies, and when it is closed.
import { BrowserWindow, dialog, Menu, screen, type BrowserWindowConstructorOptions, type WebPreferences } from 'electron'
import { LANGUAGE_ARGUMENT } from './channels.ts'
import { editItems } from './menu.ts'
import { isReachable, SMALLEST, type Language, type Place } from './place.ts'
import type { Places } from './places.ts'
import { protectContents, START_PAGE } from './security.ts'

/** Kept in memory only: a page leaves nothing in Electron's profile, neither cache nor blobs nor storage. */
export const PARTITION = 'yidang'

/** What every page of ours is denied, said once and not left to what Electron takes for usual. */
export const NOTHING_OF_NODE = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  // A click with the middle button would open a link in a window of its own.
  disableBlinkFeatures: 'Auxclick',
  webviewTag: false,
  plugins: false,
  devTools: false,
  spellcheck: false,
} as const satisfies WebPreferences

export function windowOptions(place: Place, preload: string): BrowserWindowConstructorOptions {
  return {
    ...(place.bounds ?? { width: 1440, height: 900 }),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    backgroundColor: '#ffffff',
    title: '一车一档',
    webPreferences: {
      preload,
      partition: PARTITION,
      additionalArguments: [`${LANGUAGE_ARGUMENT}${place.language}`],
      ...NOTHING_OF_NODE,
    },
  }
}

const ASKED = {
  'zh-CN': {
    keep: '关闭窗口后继续自动备份吗？', keepWhy: '程序留在任务栏角落的托盘里，按计划备份；点托盘图标随时打开。以后可以在托盘菜单或“设置”里改。',
    stay: '留在托盘', quit: '退出程序', back: '不关闭', leave: '还有没做完的事，确定离开吗？', leaveWhy: '正在上传或导入，或者恢复密钥还没有抄下。现在离开会中断。', go: '离开',
  },
  en: {
    keep: 'Go on backing up when the window is closed?',
    keepWhy: 'The program stays in the tray and backs up as planned; its icon opens the window again. This can be changed in the tray’s menu or in Settings.',
    stay: 'Stay in the tray', quit: 'Quit', back: 'Do not close', leave: 'Something is not finished. Leave all the same?',
    leaveWhy: 'A file is being uploaded or a list brought in, or the recovery key has not been written down. Leaving breaks it off.', go: 'Leave',
  },
} as const

/** What the window tells whoever opened it. */
export type WindowEvents = {
  /** Its page is gone, and with it whoever was signed in there. */
  gone: () => void
  /** Nobody has said yet what closing means; they have now. */
  keepInTray: (keep: boolean) => void
  /** It stays after all, as something is not finished: the program does not quit. */
  stays: () => void
  isQuitting: () => boolean
}

/** Makes the window, hidden until its page is painted. Its page is loaded by `window.loadURL(START_PAGE)`. */
export function openWindow(places: Places, preload: string, events: WindowEvents): BrowserWindow {
  const place = places.read()
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const reachable = place.bounds !== null && isReachable(place.bounds, screens) ? place.bounds : null
  const window = new BrowserWindow(windowOptions({ ...place, bounds: reachable }, preload))
  const contents = window.webContents
  protectContents(contents)
  window.once('ready-to-show', () => {
    if (place.maximized) window.maximize()
    window.show()
  })
  window.on('close', (event) => {
    places.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    if (events.isQuitting() || places.read().keepInTray !== null) return
    event.preventDefault()
    void askOnce(window, places.read().language, events)
  })
  window.on('closed', events.gone)
  contents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (isEditable || selectionText !== '') Menu.buildFromTemplate(editItems(places.read().language)).popup({ window })
  })
  // Without this a window with work under way would just not close, and say nothing.
  contents.on('will-prevent-unload', (event) => {
    const text = ASKED[places.read().language]
    const answer = dialog.showMessageBoxSync(window, { type: 'warning', message: text.leave, detail: text.leaveWhy, buttons: [text.back, text.go], defaultId: 0, cancelId: 0, noLink: true })
    if (answer === 1) event.preventDefault()
    else events.stays()
  })
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    events.gone()
    void window.loadURL(START_PAGE)
  })
  return window
}

/** Asked once, when the window is first closed: scheduled backups need a program that runs. */
async function askOnce(window: BrowserWindow, language: Language, events: WindowEvents): Promise<void> {
  const text = ASKED[language]
  const { response } = await dialog.showMessageBox(window, {
    type: 'question', message: text.keep, detail: text.keepWhy, buttons: [text.stay, text.quit, text.back], defaultId: 0, cancelId: 2, noLink: true,
  })
  if (response === 2) return
  events.keepInTray(response === 0)
  window.close()
}

/** Brings the window forward when the program is started a second time. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
