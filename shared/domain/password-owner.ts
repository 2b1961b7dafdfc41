// What somebody who knows a person, or the store, tries first for their password (rule A1). Apart from `password.ts`, which every form and both
// shells load: how a name sounds takes a dictionary.
import { soundOf } from './search-text.ts'

/** Whose password it is to be, as far as whoever asks knows. */
export type PasswordOwner = { login?: string; name?: string; storeName?: string; storeCode?: string }

/** Small, as `passwordProblem` takes them. */
export function wordsOf({ login = '', name = '', storeName = '', storeCode = '' }: PasswordOwner): string[] {
  const said = [login, name, storeName, storeCode, soundOf(name), soundOf(storeName)]
  return said.map((word) => word.normalize('NFKC').toLowerCase()).filter((word) => word.length > 1)
}
