// Stands in for the `electron` module in a main process that runs under plain Node: records what main asks of Electron,
// and lets a test play Electron's part. Only what main uses is here; anything else fails the import.
import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, MenuItemConstructorOptions } from 'electron'

/** An event whose default main may prevent. */
export class Happening {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

type Handler = (event: object, ...args: unknown[]) => unknown
type Decide<T> = (decision: T) => void

class Ipc extends EventEmitter {
  readonly handlers = new Map<string, Handler>()
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler)
  }
}

class StandInSession {
  permissionRequest: ((contents: null, permission: string, decide: Decide<boolean>, details: { requestingUrl: string; mediaTypes?: readonly string[] }) => void) | null = null
  permissionCheck: ((contents: null, permission: string, origin: string, details: { requestingUrl?: string; mediaType?: string }) => boolean) | null = null
  devicePermission: (() => boolean) | null = null
  beforeRequest: ((details: { url: string }, decide: Decide<{ cancel: boolean }>) => void) | null = null
  spellChecker = true
  readonly events = new EventEmitter()
  readonly schemes = new Map<string, (request: Request) => Response | Promise<Response>>()

  readonly webRequest = {
    onBeforeRequest: (listener: typeof this.beforeRequest) => {
      this.beforeRequest = listener
    },
  }
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Response | Promise<Response>) => {
      this.schemes.set(scheme, handler)
    },
  }
  setPermissionRequestHandler(handler: typeof this.permissionRequest): void {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: typeof this.permissionCheck): void {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler(handler: typeof this.devicePermission): void {
    this.devicePermission = handler
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled
  }
  on(event: string, listener: (...args: unknown[]) => void): void {
    this.events.on(event, listener)
  }
}

class StandInContents extends EventEmitter {
  readonly ipc = new Ipc()
  readonly sent = new Array<string>()
  send(channel: string): void {
    this.sent.push(channel)
  }
  windowOpen: ((details: { url: string }) => { action: string }) | null = null
  readonly printed: object[] = []
  setWindowOpenHandler(handler: typeof this.windowOpen): void {
    this.windowOpen = handler
  }
  print(options: object, done: (printed: boolean, reason: string) => void): void {
    this.printed.push(options)
    done(answers.print === '', answers.print)
  }
}

/** How the system, and whoever sits at it, answers in this run. `print`: why printing failed, empty when it did not; `box`: the button that is pressed. */
export const answers: { print: string; folder: string | null; box: number } = { print: '', folder: null, box: 0 }

export const record = {
  privileged: new Array<unknown>(),
  sandboxed: false,
  switches: new Array<string>(),
  paths: new Map<string, string>(),
  windows: new Array<BrowserWindow>(),
  sessions: new Map<string, { session: StandInSession; options: unknown }>(),
  menus: new Array<MenuItemConstructorOptions[]>(),
  errors: new Array<string>(),
  folderDialogs: new Array<unknown>(),
  boxes: new Array<unknown>(),
  trays: new Array<Tray>(),
  loginItem: null as unknown,
  modelId: '',
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new StandInContents()
  readonly done = new Array<string>()
  readonly options: BrowserWindowConstructorOptions
  url = ''

  constructor(options: BrowserWindowConstructorOptions) {
    super()
    this.options = options
    record.windows.push(this)
    app.emit('web-contents-created', new Happening(), this.webContents)
  }
  loadURL(url: string): Promise<void> {
    this.url = url
    this.emit('ready-to-show')
    process.send?.({ loaded: url })
    return Promise.resolve()
  }
  show(): void {
    this.done.push('show')
  }
  maximize(): void {
    this.done.push('maximize')
  }
  focus(): void {
    this.done.push('focus')
  }
  restore(): void {
    this.done.push('restore')
  }
  setTitle(title: string): void {
    this.done.push(`title ${title}`)
  }
  setProgressBar(): void {
    this.done.push('progress')
  }
  isMinimized(): boolean {
    return true
  }
  isMaximized(): boolean {
    return true
  }
  isDestroyed(): boolean {
    return this.done.includes('closed')
  }
  getNormalBounds(): object {
    return { x: 30, y: 40, width: 1300, height: 800 }
  }
  /** As Electron does it: main may keep it, then its page, then it is gone. */
  close(): void {
    if (this.isDestroyed()) return
    const happening = new Happening()
    this.emit('close', happening)
    if (happening.defaultPrevented) return
    if (unfinished.has(this)) {
      const leaving = new Happening()
      this.webContents.emit('will-prevent-unload', leaving)
      if (!leaving.defaultPrevented) return
    }
    this.done.push('closed')
    this.emit('closed')
    if (!app.quits && openWindows().length === 0) app.emit('window-all-closed')
  }
}

/** Windows whose page wants to be asked before it goes. */
export const unfinished = new Set<BrowserWindow>()

export const openWindows = (): BrowserWindow[] => record.windows.filter((window) => !window.isDestroyed())

export class Tray extends EventEmitter {
  picture: string
  tip = ''
  menu: MenuItemConstructorOptions[] = []
  removed = false
  constructor(picture: string) {
    super()
    this.picture = picture
    record.trays.push(this)
    process.send?.({ tray: true })
  }
  setImage(picture: string): void {
    this.picture = picture
  }
  setToolTip(tip: string): void {
    this.tip = tip
  }
  setContextMenu({ template }: { template: MenuItemConstructorOptions[] }): void {
    this.menu = template
  }
  destroy(): void {
    this.removed = true
  }
}

export const nativeImage = { createFromPath: (path: string) => path }

class App extends EventEmitter {
  readonly commandLine = {
    appendSwitch: (name: string) => {
      record.switches.push(name)
    },
  }
  enableSandbox(): void {
    record.sandboxed = true
  }
  setPath(name: string, path: string): void {
    record.paths.set(name, path)
  }
  getPath(name: string): string {
    return record.paths.get(name) ?? ''
  }
  getVersion(): string {
    return '0.0.0'
  }
  quits = false
  /** As if it had been installed, where the test says so. */
  readonly isPackaged = process.env['STAND_IN_PACKAGED'] !== undefined
  getAppPath(): string {
    return process.env['STAND_IN_PACKAGED'] ?? ''
  }
  setAppUserModelId(id: string): void {
    record.modelId = id
  }
  getLoginItemSettings(): { openAtLogin: boolean; wasOpenedAtLogin: boolean } {
    return { openAtLogin: record.loginItem !== null, wasOpenedAtLogin: false }
  }
  setLoginItemSettings(settings: unknown): void {
    record.loginItem = settings
  }
  requestSingleInstanceLock(): boolean {
    return process.env['STAND_IN_SECOND'] === undefined
  }
  whenReady(): Promise<void> {
    return Promise.resolve()
  }
  /** As Electron does it: the windows close, and if they all do, `will-quit` may still hold the program. */
  quit(): void {
    this.emit('before-quit', new Happening())
    this.quits = true
    for (const window of openWindows()) window.close()
    this.quits = false
    if (openWindows().length > 0) return
    const happening = new Happening()
    this.emit('will-quit', happening)
    if (!happening.defaultPrevented) this.exit()
  }
  exit(code = 0): void {
    const threads = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
    process.send?.({ threads, windows: record.windows.map(({ url, options, done }) => ({ url, options, done })) }, () => process.exit(code))
  }
}

export const app = new App()

export const session = {
  fromPartition: (name: string, options: unknown): StandInSession => {
    const known = record.sessions.get(name) ?? { session: new StandInSession(), options }
    record.sessions.set(name, known)
    return known.session
  },
  get defaultSession(): StandInSession {
    return session.fromPartition('', null)
  },
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => {
    record.privileged.push(...schemes)
  },
}

export const dialog = {
  showErrorBox: (_title: string, text: string) => {
    record.errors.push(text)
    process.stderr.write(`${text}\n`)
  },
  showMessageBox: (_window: unknown, options: unknown) => {
    record.boxes.push(options)
    return Promise.resolve({ response: answers.box })
  },
  showMessageBoxSync: (_window: unknown, options: unknown) => {
    record.boxes.push(options)
    return answers.box
  },
  showOpenDialog: (_window: unknown, options: unknown) => {
    record.folderDialogs.push(options)
    return Promise.resolve({ canceled: answers.folder === null, filePaths: answers.folder === null ? [] : [answers.folder] })
  },
}

export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => ({ template, popup: () => record.menus.push(template) }),
  setApplicationMenu: (menu: { template: MenuItemConstructorOptions[] }) => {
    record.menus.push(menu.template)
  },
}

export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] }
export const ipcMain = new Ipc()
export const shell = {}

// electron-store takes the module as a whole.
export default { app, ipcMain, shell }
