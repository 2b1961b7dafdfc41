// Answers the page's messages: each is checked for who sent it before anything of it is read.
import { dialog, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import type { Host } from '#archive/host.ts'
import type { MachineSettings } from '#shared/contract/bridge.ts'
import { NOT_A_CALL, readCallRequest } from '../shell/call-request.ts'
import { CHANNELS } from './channels.ts'
import { printPage } from './print.ts'
import { isOwnSender } from './security.ts'

function checkSender(event: IpcMainInvokeEvent | IpcMainEvent): void {
  if (!isOwnSender(event)) throw new Error('a message from elsewhere than the page')
}

const machineChange = z.strictObject({ startAtLogin: z.boolean().exactOptional(), keepInTray: z.boolean().exactOptional() })
export type MachineChange = z.output<typeof machineChange>

/** What the page may learn and change besides the archive. */
export type PageRequests = {
  /** The screens are now shown in another language. */
  language(language: unknown): void
  machine(change: MachineChange): MachineSettings
}

/** Listens to one window's page. */
export function answerPage(window: BrowserWindow, host: Host, requests: PageRequests): void {
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
  ipc.handle(CHANNELS.machine, (event, change: unknown) => {
    checkSender(event)
    return requests.machine(machineChange.parse(change))
  })
  ipc.on(CHANNELS.language, (event, language: unknown) => {
    if (isOwnSender(event)) requests.language(language)
  })
}
