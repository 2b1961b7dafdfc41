// The licences of everything that is shipped, with their texts, from what lies in node_modules: gathered when the screens are built, and shown
// by them (renderer/features/about). Nothing of it is asked of the network.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Plugin } from 'vite'
import { z } from 'zod'
import type { Licences } from '../renderer/features/about/licences.ts'
import { ROOT } from './steps.ts'

const entry = z.object({ version: z.string(), dev: z.boolean().default(false), devOptional: z.boolean().default(false) })
const lock = z.object({ packages: z.record(z.string(), z.unknown()) })
const author = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
const manifest = z.object({ name: z.string(), version: z.string(), license: z.string(), author: author.optional() })

/** What a package calls the files that its licence asks to come along. */
const TEXT = /^(?:licen[cs]e|copying|notice|third-party-notices)/i

/** Texts that lie deeper: of what was built into a package. */
const WITHIN: Readonly<Record<string, readonly string[]>> = { 'libheif-js': ['libheif-wasm/LICENSE'] }

/** What is shipped besides packages that are installed to be shipped. */
const BESIDES: readonly { name: string; version: string; licence: string; files: readonly string[]; note?: string }[] = [
  { name: 'Electron', version: readManifest('node_modules/electron').version, licence: 'MIT', files: ['node_modules/electron/LICENSE'] },
  {
    name: 'Chromium, Node.js', version: '', licence: '', files: [],
    note: 'Inside Electron. Their licences lie beside the program as LICENSES.chromium.html.\n在 Electron 里。它们的许可证在程序文件夹的 LICENSES.chromium.html。',
  },
  { name: 'SQLite, SQLite3 Multiple Ciphers', version: '', licence: 'Public Domain, MIT', files: ['resources/licences/sqlite3mc.txt'] },
  { name: 'Noto Sans CJK SC', version: '', licence: 'OFL-1.1', files: ['resources/watermark/OFL.txt'] },
]

function readManifest(folder: string): z.output<typeof manifest> {
  return manifest.parse(JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')))
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8').replaceAll('\r\n', '\n').trim()

/** A package's own texts; where it brings none, the words its licence is known by. @throws when there are neither. */
function textsOf(folder: string, { name, license, author: by }: z.output<typeof manifest>): string[] {
  const files = [...readdirSync(join(ROOT, folder)).filter((file) => TEXT.test(file)), ...(WITHIN[name] ?? [])]
  if (files.length > 0) return files.map((file) => read(join(folder, file)))
  const usual = join('resources/licences', `${license}.txt`)
  if (!existsSync(join(ROOT, usual))) throw new Error(`${name} brings no licence, and there is none in ${usual}`)
  return [read(usual).replace('<copyright holders>', by ?? `the authors of ${name}`)]
}

/** Of everything that is shipped, in alphabetical order; each text once. */
export function gatherLicences(): Licences {
  const { packages } = lock.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))
  const texts: string[] = []
  const numbered = (text: string): number => {
    if (!texts.includes(text)) texts.push(text)
    return texts.indexOf(text)
  }
  const shipped = Object.entries(packages).flatMap(([folder, value]) => {
    if (folder === '' || !existsSync(join(ROOT, folder))) return []
    const { dev, devOptional } = entry.parse(value)
    if (dev || devOptional) return []
    const own = readManifest(folder)
    return [{ name: own.name, version: own.version, licence: own.license, texts: textsOf(folder, own).map(numbered) }]
  })
  const besides = BESIDES.map(({ files, note, ...part }) => ({ ...part, texts: [...files.map(read), ...(note === undefined ? [] : [note])].map(numbered) }))
  const parts = [...new Map([...besides, ...shipped].map((part) => [`${part.name} ${part.version}`, part])).values()]
  return { version: readManifest('.').version, parts: parts.toSorted((a, b) => a.name.localeCompare(b.name, 'en')), texts }
}

const NAME = 'virtual:licences'

/** For Vite: what `import('virtual:licences')` finds. */
export function licences(): Plugin {
  return {
    name: basename(import.meta.filename, '.ts'),
    resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
    load: (id) => (id === `\0${NAME}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(gatherLicences()))})` : null),
  }
}
