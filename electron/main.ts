// Electron's main process: makes everything safe, starts the engine, opens the window, and closes in that order backwards.
import { app, dialog, Menu, protocol, session } from 'electron'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startHost } from '#archive/host.ts'
import { answerPage } from './desktop/ipc.ts'
import { menuBar } from './desktop/menu.ts'
import { isLanguage, profileFolder, type Language } from './desktop/place.ts'
import { openPlaces } from './desktop/places.ts'
import { servePage } from './desktop/protocol.ts'
import { protectContents, protectSession, SCHEME, START_PAGE } from './desktop/security.ts'
import { bringForward, openWindow, PARTITION } from './desktop/window.ts'
import { readPage } from './shell/page.ts'
import { dataFolder, startOptions, type StartOptions } from './shell/start-options.ts'
import { startProblem } from './shell/start-problem.ts'

protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
app.enableSandbox()
for (const off of ['disable-background-networking', 'disable-component-update', 'disable-breakpad']) app.commandLine.appendSwitch(off)

/** Everything the program was started with; Chromium's own switches among it are passed over. */
function givenOptions(): StartOptions {
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { archive: { type: 'string' }, now: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined)
  return startOptions({ archive: text(values['archive']), now: text(values['now']) })
}

function showMenu(language: Language): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuBar(language, process.platform)))
}

async function start(options: StartOptions, profile: string): Promise<void> {
  await app.whenReady()
  protectSession(session.defaultSession)
  const own = session.fromPartition(PARTITION, { cache: false })
  protectSession(own)
  app.on('web-contents-created', (_event, contents) => protectContents(contents))
  const page = await readPage(fileURLToPath(new URL('../renderer/', import.meta.url)))

  const places = openPlaces(profile)
  showMenu(places.read().language)
  const host = await startHost({ folder: options.archive, program: '一车一档 (desktop)', startAt: options.startAt })
  own.protocol.handle(SCHEME, servePage(page, host))
  let closing: Promise<void> | null = null
  app.on('will-quit', (event) => {
    if (closing !== null) return
    event.preventDefault()
    closing = host.close().finally(() => app.exit())
  })
  const window = openWindow(places, fileURLToPath(new URL('./preload.cjs', import.meta.url)))
  answerPage(window, host, (language) => {
    if (!isLanguage(language)) return
    places.write({ language })
    showMenu(language)
  })
  app.on('second-instance', () => bringForward(window))
  app.on('window-all-closed', () => app.quit())
  await window.loadURL(START_PAGE)
}

try {
  const options = givenOptions()
  const profile = profileFolder(dataFolder(process.platform, process.env, homedir()), options.archive)
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  app.setPath('userData', profile)
  if (app.requestSingleInstanceLock()) {
    start(options, profile).catch(fail)
  } else {
    app.quit()
  }
} catch (error) {
  fail(error)
}

function fail(error: unknown): void {
  const told = startProblem(error)
  dialog.showErrorBox('一车一档', `${told.chinese}\n\n${told.english}`)
  app.exit(1)
}
