// What is known of the program and of what it is made of; gathered when the screens are built (scripts/licences.ts).
export type Licences = {
  /** Of the program itself. */
  version: string
  /** `texts`: numbers of the texts below. A part of another has no version of its own. */
  parts: readonly { name: string; version: string; licence: string; texts: readonly number[] }[]
  texts: readonly string[]
}
