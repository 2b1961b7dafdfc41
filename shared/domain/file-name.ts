// Names of files and folders that leave the archive: taken by every system, whatever a customer or a car is called.

/** Devices on Windows, also with an ending behind. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i

/** What some system refuses, what cannot be seen, and what turns the writing around. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\/:*?"<>|]/gu

/** No longer than `longest`, without half of a character, and without what Windows drops from an end. */
function cut(text: string, longest: number): string {
  let kept = ''
  for (const character of text) {
    if (kept.length + character.length > longest) break
    kept += character
  }
  return kept.replace(/[. ]+$/, '')
}

/** A text as one part of a path, in at most `longest` UTF-16 units; never empty, never one that means something to a system. */
export function fileName(text: string, longest: number): string {
  const plain = text.toWellFormed().normalize('NFC').replaceAll(UNFIT, ' ').replaceAll(/\s+/gu, ' ').replace(/^[. ]+/, '')
  const name = cut(plain, longest)
  if (name === '') return '_'
  return RESERVED.test(name) ? cut(`_${name}`, longest) : name
}

/** Folders that differ by case or by how a character is composed are one to some systems. */
const folded = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase()

/** Gives names that no other of the same folder has, whatever the system: the second `x` becomes `x (2)`. */
export function uniqueNames(longest: number): (text: string) => string {
  const taken = new Set<string>()
  return (text) => {
    for (let count = 1; ; count += 1) {
      const mark = count === 1 ? '' : ` (${count})`
      const name = `${fileName(text, longest - mark.length)}${mark}`
      if (taken.has(folded(name))) continue
      taken.add(folded(name))
      return name
    }
  }
}
