// Runs sandboxed before the page: puts the bridge there, and keeps the window's language and the screens' the same.
import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, CallRequest, MachineSettings, Orientation } from '#shared/contract/bridge.ts'
import type { Envelope } from '#shared/contract/envelope.ts'
import { CHANNELS, LANGUAGE_ARGUMENT } from './desktop/channels.ts'

const bridge = {
  shell: 'desktop',
  call: (request: CallRequest): Promise<Envelope<unknown>> => ipcRenderer.invoke(CHANNELS.call, request),
  print: (orientation: Orientation): Promise<void> => ipcRenderer.invoke(CHANNELS.print, orientation),
  chooseFolder: (): Promise<string | null> => ipcRenderer.invoke(CHANNELS.chooseFolder),
  machine: (change: object): Promise<MachineSettings> => ipcRenderer.invoke(CHANNELS.machine, change),
  // The page is given nothing of the event, which would hand it the sender.
  onAbout: (show: () => void): void => {
    ipcRenderer.on(CHANNELS.about, () => show())
  },
} satisfies Bridge

contextBridge.exposeInMainWorld('yidang', bridge)

// The page's storage does not outlive the window, so what it reads its language from is laid there for it.
const STORED_AS = 'yidang.language'
const language = process.argv.find((argument) => argument.startsWith(LANGUAGE_ARGUMENT))?.slice(LANGUAGE_ARGUMENT.length)
if (language !== undefined && window.localStorage.getItem(STORED_AS) === null) window.localStorage.setItem(STORED_AS, language)

new MutationObserver(() => ipcRenderer.send(CHANNELS.language, document.documentElement.lang)).observe(document, {
  subtree: true,
  attributes: true,
  attributeFilter: ['lang'],
})
