// Makes the font of the sample papers anew, after words were added to them: the part of Noto Sans CJK SC that they use.
// Needs Python's fontTools and the font: on Debian `apt-get install fonts-noto-cjk python3-fonttools`, then
// `node scripts/paper-font.ts` (PYTHON and NOTO_CJK name others than Debian's).
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PYTHON = process.env['PYTHON'] ?? '/usr/bin/python3'
const NOTO_CJK = process.env['NOTO_CJK'] ?? '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'
/** Which of the collection's fonts is the one for simplified Chinese. */
const SIMPLIFIED = '2'
const MADE = fileURLToPath(new URL('../resources/sample/paper-font.otf', import.meta.url))
const SOURCES = new URL('../electron/cli/demo/', import.meta.url)

/** Every character that can come onto a paper: whatever the sample store's sources are written with, its names among them. */
export function paperCharacters(): string[] {
  const sources = readdirSync(SOURCES).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(new URL(file, SOURCES), 'utf8'))
  return [...new Set(sources.join(''))].filter((character) => character >= ' ').toSorted()
}

/** The part of the font that holds these characters, as a file. */
export function subsetNoto(characters: string, file: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'yidang-font-'))
  try {
    const text = join(folder, 'characters.txt')
    writeFileSync(text, characters)
    execFileSync(PYTHON, [
      '-m', 'fontTools.subset', NOTO_CJK, `--font-number=${SIMPLIFIED}`, `--text-file=${text}`, `--output-file=${file}`,
      '--no-hinting', '--layout-features=', '--name-IDs=0,1,2,3,4,5,6,13,14', '--drop-tables+=vhea,vmtx,VORG,GPOS,GSUB,BASE,DSIG',
    ], { stdio: 'inherit' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.main) subsetNoto(paperCharacters().join(''), MADE)
