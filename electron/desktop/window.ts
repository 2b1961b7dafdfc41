// The one window: its preferences, its place on the screen, what happens when its page dies.
import { BrowserWindow, Menu, screen, type BrowserWindowConstructorOptions } from 'electron'
import { LANGUAGE_ARGUMENT } from './channels.ts'
import { editItems } from './menu.ts'
import { isReachable, SMALLEST, type Place } from './place.ts'
import type { Places } from './places.ts'
import { protectContents, START_PAGE } from './security.ts'

/** Kept in memory only: a page leaves nothing in Electron's profile, neither cache nor blobs nor storage. */
export const PARTITION = 'yidang'

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
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      webviewTag: false,
      plugins: false,
      devTools: false,
      spellcheck: false,
    },
  }
}

/** Makes the window, hidden until its page is painted. Its page is loaded by `window.loadURL(START_PAGE)`. */
export function openWindow(places: Places, preload: string): BrowserWindow {
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
  window.on('close', () => places.write({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }))
  contents.on('context-menu', (_event, { isEditable, selectionText }) => {
    if (isEditable || selectionText !== '') Menu.buildFromTemplate(editItems(places.read().language)).popup({ window })
  })
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') void window.loadURL(START_PAGE)
  })
  return window
}

/** Brings the window forward when the program is started a second time. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}
