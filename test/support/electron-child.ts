// The process in which a built main runs against the stand-in; a test tells it by messages what Electron would do.
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { Asked } from './electron.ts'
import { answers, app, Happening, ipcMain, openWindows, record, unfinished, type BrowserWindow } from './electron-stand-in.ts'

const standIn = new URL('./electron-stand-in.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)),
})

function theWindow(): BrowserWindow {
  const [window] = openWindows()
  if (window === undefined) throw new Error('no window is open')
  return window
}

function theSession(name: string) {
  const found = record.sessions.get(name)
  if (found === undefined) throw new Error(`no session ${name}`)
  return found.session
}

/** What main has done so far. */
function report() {
  return {
    privileged: record.privileged,
    sandboxed: record.sandboxed,
    switches: record.switches,
    userData: app.getPath('userData'),
    windows: record.windows.map(({ options, url, done }) => ({ options, url, done })),
    sessions: [...record.sessions].map(([name, { session, options }]) => ({
      name, options, spellChecker: session.spellChecker, schemes: [...session.schemes.keys()],
    })),
    channels: record.windows.flatMap(({ webContents }) => [...webContents.ipc.handlers.keys(), ...webContents.ipc.eventNames().map(String)]),
    globalChannels: [...ipcMain.handlers.keys(), ...ipcMain.eventNames().map(String)],
    menus: record.menus.map((menu) => menu.map(({ click: _click, ...item }) => ({ ...item, submenu: Array.isArray(item.submenu) ? item.submenu.map(({ click: _of, ...inner }) => inner) : null }))),
    printed: record.windows.flatMap(({ webContents }) => webContents.printed),
    folderDialogs: record.folderDialogs,
    boxes: record.boxes,
    sent: record.windows.flatMap(({ webContents }) => webContents.sent),
    // What a click does is not sent; a test asks for it by its label.
    trays: record.trays.map(({ picture, tip, menu, removed }) => ({ picture, tip, removed, menu: menu.map(({ click, ...item }) => ({ ...item, acts: click !== undefined })) })),
    loginItem: record.loginItem,
    modelId: record.modelId,
  }
}

/** Lets one event happen to the page. @returns whether main prevented it. */
function happen(event: string, details: object): boolean {
  const happening = Object.assign(new Happening(), details)
  theWindow().webContents.emit(event, happening)
  return happening.defaultPrevented
}

/** Chooses an item of the tray's menu or of the menu bar. */
function choose(label: string): null {
  const items = [...(record.trays[0]?.menu ?? []), ...(record.menus.at(-1) ?? []).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))]
  const item = items.find((one) => one.label === label)
  if (item?.click === undefined || item.enabled === false) throw new Error(`nothing to choose: ${label}`)
  // Of the three arguments ours look at the first alone: a box is ticked, or no longer.
  Reflect.apply(item.click, undefined, [{ ...item, checked: item.checked !== true }])
  return null
}

async function answer(asked: Asked): Promise<unknown> {
  switch (asked.what) {
    case 'report':
      return report()
    case 'happen':
      return happen(asked.event, asked.details)
    case 'openWindow':
      return theWindow().webContents.windowOpen?.({ url: asked.url }).action
    case 'permission': {
      const own = theSession(asked.session)
      const decisions: boolean[] = []
      const { media } = asked
      own.permissionRequest?.(null, asked.permission, (decision) => decisions.push(decision), { requestingUrl: asked.url, ...(media && { mediaTypes: media }) })
      // It is asked about one at a time.
      const checked = (media ?? [undefined]).map((mediaType) => own.permissionCheck?.(
        null, asked.permission, asked.url, { requestingUrl: asked.url, ...(mediaType !== undefined && { mediaType }) },
      ))
      return [...decisions, checked.every((allowed) => allowed === true)]
    }
    case 'device':
      return theSession(asked.session).devicePermission?.()
    case 'download': {
      const happening = new Happening()
      theSession(asked.session).events.emit('will-download', happening, { getURL: () => asked.url })
      return happening.defaultPrevented
    }
    case 'load': {
      const decisions: boolean[] = []
      theSession(asked.session).beforeRequest?.({ url: asked.url }, ({ cancel }) => decisions.push(!cancel))
      return decisions
    }
    case 'fetch': {
      const { url, method, headers, body } = asked
      const sent = { method, ...(headers && { headers }), ...(body && { body: new Uint8Array(body) }) }
      const response = await theSession('yidang').schemes.get('yidang')?.(new Request(url, sent))
      if (response === undefined) throw new Error('the scheme is not served')
      return { status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) }
    }
    case 'invoke': {
      const handler = theWindow().webContents.ipc.handlers.get(asked.channel)
      if (handler === undefined) throw new Error(`no handler for ${asked.channel}`)
      return handler({ senderFrame: asked.sender }, ...asked.args)
    }
    case 'send':
      return theWindow().webContents.ipc.emit(asked.channel, { senderFrame: asked.sender }, ...asked.args)
    case 'system':
      Object.assign(answers, asked.answers)
      return null
    case 'second':
      return app.emit('second-instance', new Happening(), ['yidang', ...(asked.args ?? [])])
    case 'closeWindow':
      theWindow().close()
      return null
    case 'unfinished':
      return unfinished.add(theWindow()).size
    case 'clickTray':
      return record.trays[0]?.emit('click')
    case 'choose':
      return choose(asked.label)
    case 'quit':
      return app.quit()
  }
}

process.on('message', ({ id, asked }: { id: number; asked: Asked }) => {
  answer(asked).then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, error: error instanceof Error ? error.message : String(error) }),
  )
})

const main = process.env['STAND_IN_MAIN']
if (main === undefined) throw new Error('STAND_IN_MAIN names the built main')
await import(pathToFileURL(main).href)
