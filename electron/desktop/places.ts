// Where a window remembers its place and language, and nothing else (DESIGN decision 1).
import { ipcMain } from 'electron'
import Store from 'electron-store'
import { readPlace, USUAL, type Place } from './place.ts'

export type Places = { read(): Place; write(change: Partial<Place>): void }

/** The window's memory in `folder`; a file that cannot be read counts as none. */
export function openPlaces(folder: string): Places {
  const store = new Store<Place>({ cwd: folder, name: 'window', defaults: USUAL, clearInvalidConfig: true })
  // The library offers its folder to pages that ask; ours does not ask.
  ipcMain.removeAllListeners('electron-store-get-data')
  return { read: () => readPlace(store.store), write: (change) => store.set(change) }
}
