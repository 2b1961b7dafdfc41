// Builds what runs: the screens (dist/renderer) by Vite, Electron's entries and the engine's threads (dist/desktop) by
// esbuild, and with these threads the browser shell (dist/browser). A part whose sources are older than its last build is left alone.
import { build as bundle, type Plugin } from 'esbuild'
import { copyFile, cp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What both parts are made of, besides their own folder. */
const SHARED_SOURCES = ['shared', 'package-lock.json', 'tsconfig.json', 'scripts/build.ts']

const PARTS = {
  desktop: { out: 'dist/desktop', sources: ['electron', 'resources/watermark', 'resources/tray', ...SHARED_SOURCES], build: buildDesktop },
  browser: { out: 'dist/browser', sources: ['electron', ...SHARED_SOURCES], build: (out: string) => buildPrograms(out, { main: 'electron/browser/main.ts' }) },
  programs: { out: 'dist/programs', sources: ['electron', 'test/support', 'test/faults', ...SHARED_SOURCES], build: (out: string) => buildPrograms(out, PROGRAMS) },
  renderer: { out: 'dist/renderer', sources: ['renderer', 'resources/samples', 'resources/licences', 'scripts/licences.ts', 'vite.config.ts', ...SHARED_SOURCES], build: buildRenderer },
}

export type Part = keyof typeof PARTS

/** Builds the parts that are not fresh. @throws when a source does not build. */
export async function build(parts: readonly Part[]): Promise<void> {
  for (const name of parts) {
    const part = PARTS[name]
    const stamp = join(ROOT, 'dist', `.built-${name}`)
    const began = new Date()
    if ((await changed(stamp)) >= (await newest(part.sources.map((source) => join(ROOT, source))))) continue
    await rm(join(ROOT, part.out), { recursive: true, force: true })
    await part.build(join(ROOT, part.out))
    await writeFile(stamp, '')
    await utimes(stamp, began, began)
  }
}

async function changed(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0
}

/** The latest change of anything in the folders, folders themselves included: removing a file changes its folder. */
async function newest(paths: readonly string[]): Promise<number> {
  let latest = 0
  for (const path of paths) {
    latest = Math.max(latest, await changed(path))
    for (const entry of await readdir(path, { recursive: true }).catch(() => [])) {
      latest = Math.max(latest, await changed(join(path, entry)))
    }
  }
  return latest
}

async function buildRenderer(): Promise<void> {
  const { build: viteBuild } = await import('vite')
  await viteBuild({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' })
}

/** Native modules and those that bring WebAssembly stay modules, beside the files they read; `electron` is Electron itself. */
const EXTERNAL = ['electron', 'better-sqlite3', '@node-rs/argon2', 'wasm-vips', '@embedpdf/pdfium', 'zxing-wasm', 'libheif-js']

async function buildDesktop(out: string): Promise<void> {
  const common = { bundle: true, outdir: out, external: EXTERNAL, target: 'node24', logLevel: 'warning', absWorkingDir: ROOT } as const
  const threads = await findThreads(join(ROOT, 'electron'))
  await bundle({
    ...common,
    entryPoints: { main: join(ROOT, 'electron/main.ts'), ...Object.fromEntries(threads) },
    platform: 'node',
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    banner: { js: "import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)" },
    plugins: [threadAddresses(new Map([...threads].map(([name, file]) => [file, name])))],
  })
  // Read from beside whatever marks pages (electron/archive/picture/watermark.ts), with its licence.
  for (const file of ['watermark.otf', 'OFL.txt']) await copyFile(join(ROOT, 'resources/watermark', file), join(out, file))
  await cp(join(ROOT, 'resources/tray'), join(out, 'tray'), { recursive: true })
  await bundle({
    ...common,
    entryPoints: { preload: join(ROOT, 'electron/preload.ts') },
    platform: 'browser',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
  })
}

/** What tests start as children again and again, by the name it is bundled under. */
const PROGRAMS = {
  yidang: 'electron/cli/yidang.ts',
  'attach-child': 'test/faults/attach-child.ts',
  'backup-child': 'test/faults/backup-child.ts',
  'data-key-child': 'test/faults/data-key-child.ts',
  'fetch-child': 'test/faults/fetch-child.ts',
  'erasing-child': 'test/faults/erasing-child.ts',
  'export-child': 'test/faults/export-child.ts',
  'handover-child': 'test/faults/handover-child.ts',
  'import-child': 'test/faults/import-child.ts',
  'inbox-child': 'test/faults/inbox-child.ts',
  'loan-child': 'test/faults/loan-child.ts',
  'migration-child': 'test/faults/migration-child.ts',
}

export type Program = keyof typeof PROGRAMS

/**
 * Programs for Node, bundled, with the threads of the desktop. Made of their hundreds of sources they take longer to come than most of
 * what they are started for. Each source still goes by where it lies.
 */
async function buildPrograms(out: string, programs: Readonly<Record<string, string>>): Promise<void> {
  const threads = await builtAddresses()
  await bundle({
    bundle: true, outdir: out, external: EXTERNAL, target: 'node24', logLevel: 'warning', absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(Object.entries(programs).map(([name, path]) => [name, join(ROOT, path)])),
    platform: 'node',
    format: 'esm',
    splitting: true,
    chunkNames: 'chunk-[hash]',
    banner: { js: "import { createRequire as __createRequire } from 'node:module'\nconst require = __createRequire(import.meta.url)" },
    plugins: [{
      name: 'sources-where-they-lie',
      setup: (bundler) => {
        bundler.onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) => {
          if (relative(ROOT, path).startsWith(`node_modules${sep}`)) return null
          const contents = threads(await readFile(path, 'utf8'), path).replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(path).href))
          return { contents, loader: 'ts' }
        })
      },
    }],
  })
}

/** The browser shell as a program (`build(['desktop', 'browser'])`). */
export const BUILT_BROWSER = join(ROOT, PARTS.browser.out, 'main.js')

/** Where tests find a program that was built (`build(['programs'])`). */
export function builtProgram(name: Program): string {
  return join(ROOT, PARTS.programs.out, `${name}.js`)
}

/** How a source names the file of a thread it starts; this very form, since the bundler rewrites it. */
const THREAD = /new URL\('(\.{1,2}\/[^']+)\.ts', import\.meta\.url\)/g

/** Every thread's file that some source under `folder` starts, by the name it is bundled under. @throws when two names collide. */
async function findThreads(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue
    const source = await readFile(join(entry.parentPath, entry.name), 'utf8')
    for (const [, path] of source.matchAll(THREAD)) {
      const file = resolve(entry.parentPath, `${path}.ts`)
      const name = basename(file, '.ts')
      if ((found.get(name) ?? file) !== file || name === 'main') throw new Error(`two threads would be bundled as ${name}.js: ${file}`)
      found.set(name, file)
    }
  }
  return found
}

/** In the bundle, all files lie in one folder and end in .js. */
function threadAddresses(names: ReadonlyMap<string, string>): Plugin {
  return {
    name: 'thread-addresses',
    setup: (bundler) => {
      bundler.onLoad({ filter: /\.ts$/, namespace: 'file' }, async ({ path }) => {
        if (relative(ROOT, path).startsWith(`node_modules${sep}`)) return null
        const contents = withThreads(await readFile(path, 'utf8'), path, names, (name) => `new URL('./${name}.js', import.meta.url)`)
        return { contents, loader: 'ts' }
      })
    },
  }
}

/** A source with `address` of each thread that it starts. */
function withThreads(source: string, path: string, names: ReadonlyMap<string, string>, address: (name: string) => string): string {
  return source.replaceAll(THREAD, (whole, thread: string) => {
    const name = names.get(resolve(dirname(path), `${thread}.ts`))
    return name === undefined ? whole : address(name)
  })
}

/**
 * For Vite: sources that are run as they are start the threads that were built (`build(['desktop'])`), as those do that are shipped. A thread
 * made of its hundreds of sources takes longer to come than most of what it is started for in a test.
 */
export async function builtThreads() {
  const threads = await builtAddresses()
  return {
    name: 'built-threads',
    enforce: 'pre' as const,
    transform: (source: string, path: string): string | null => (path.startsWith(join(ROOT, 'electron')) ? threads(source, path) : null),
  }
}

/** Makes of a source one that starts the threads that were built. */
async function builtAddresses(): Promise<(source: string, path: string) => string> {
  const names = new Map(Array.from(await findThreads(join(ROOT, 'electron')), ([name, file]) => [file, name]))
  const address = (name: string): string => `new URL(${JSON.stringify(pathToFileURL(join(ROOT, PARTS.desktop.out, `${name}.js`)).href)})`
  return (source, path) => withThreads(source, path, names, address)
}

if (import.meta.main) await build(['renderer', 'desktop', 'browser'])
