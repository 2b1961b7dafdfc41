// Answers the page's messages: each is checked for who sent it before anything of it is read.
import { dialog, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import type { Host } from '#archive/host.ts'
import { NOT_A_CALL, readCallRequest } from '../shell/call-request.ts'
import { CHANNELS } from './channels.ts'
import { printPage } from './print.ts'
import { isOwnSender } from './security.ts'

function checkSender(event: IpcMainInvokeEvent | IpcMainEvent): void {
  if (!isOwnSender(event)) throw new Error('a message from elsewhere than the page')
}

/** Listens to one window's page. `onLanguage`: the screens are now shown in another language. */
export function answerPage(window: BrowserWindow, host: Host, onLanguage: (language: unknown) => void): void {
  const { ipc } = window.webContents
  ipc.handle(CHANNELS.call, async (event, request: unknown) => {
    checkSender(event)
    const wanted = readCallRequest(request)
    return wanted === null ? NOT_A_CALL : host.call(wanted)
  })
  ipc.handle(CHANNELS.print, async (event, orientation: unknown) => {
    checkSender(event)
    await printPage(window.webContents, orientation === 'landscape')
  })
  ipc.handle(CHANNELS.chooseFolder, async (event) => {
    checkSender(event)
    const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] })
    return canceled ? null : (filePaths[0] ?? null)
  })
  ipc.on(CHANNELS.language, (event, language: unknown) => {
    if (isOwnSender(event)) onLanguage(language)
  })
}
