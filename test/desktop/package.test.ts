// The packaged application, looked into and run: small, complete by itself, native modules and decoders outside the asar (DESIGN decision 7).
import { extractAll, listPackage } from '@electron/asar'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { on, once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { drawing } from '#archive/picture/vips.ts'
import { addAttachment } from '#archive/vault/attachments.ts'
import { onlyKey } from '#archive/vault/keys.ts'
import { corners, HEIC, pdf, startMaker } from '#test/support/pictures.ts'
import { ROOT, startDesktop } from '../support/electron.ts'

const DECODERS = ['wasm-vips', '@embedpdf/pdfium', 'zxing-wasm', 'libheif-js']

/** Where a binary of Electron keeps its fuses: a sentinel, the version of the wire, how many there are, and one digit each, here as Electron comes. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES_AS_THEY_COME = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, 8]), Buffer.from('10110001')])

let folder: string
let resources: string
let said = ''

/** A folder that passes for Electron's own, which a test machine does not have. */
async function makeStub(): Promise<string> {
  const stub = join(folder, 'electron')
  await mkdir(join(stub, 'resources'), { recursive: true })
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html']) await writeFile(join(stub, name), '')
  await writeFile(join(stub, 'electron'), Buffer.concat([Buffer.from('program'), FUSES_AS_THEY_COME, Buffer.from('more of it')]))
  await chmod(join(stub, 'electron'), 0o755)
  return stub
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yidang-package-'))
  const changes = { electronDist: await makeStub(), 'directories.output': join(folder, 'release') }
  const builder = spawn(process.execPath, [
    join(ROOT, 'node_modules/electron-builder/cli.js'), '--linux', '--dir', `--${process.arch}`,
    ...Object.entries(changes).map(([name, value]) => `--config.${name}=${value}`),
  ], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Whatever would reach for the network finds a closed door, and the test fails. Under a test runner the builder is silent.
    env: { ...process.env, VITEST: undefined, HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9', ELECTRON_MIRROR: 'http://127.0.0.1:9/' },
  })
  for (const stream of [builder.stdout, builder.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const [code] = z.tuple([z.number().nullable(), z.unknown()]).parse(await once(builder, 'close'))
  if (code !== 0) throw new Error(said)
  const [unpacked] = (await readdir(join(folder, 'release'))).filter((name) => name.endsWith('-unpacked'))
  resources = join(folder, 'release', unpacked ?? '', 'resources')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the package', () => {
  const files = () => listPackage(join(resources, 'app.asar'), { isPack: false }).map((name) => name.split(sep).join('/'))

  it('has the fuses of Electron’s binary set before it would be signed, each one', async () => {
    const program = await readFile(join(resources, '../yidang'))
    const wire = program.subarray(program.indexOf(SENTINEL) + SENTINEL.length)
    // runAsNode, cookie encryption, NODE_OPTIONS, inspect, asar integrity, only from the asar, snapshot of its own, privileges of file://
    expect([...wire.subarray(0, 2), wire.subarray(2, 10).toString('latin1')]).toEqual([1, 8, '01001100'])
    expect(wire.subarray(10).toString('latin1')).toBe('more of it')
  })

  it('is made without the network, and nothing is compiled for it', () => {
    expect(said).toContain('npmRebuild is set to false')
    expect(said).not.toMatch(/downloading|node-gyp/i)
  })

  it('holds the bundles, the screens, and of node_modules the native ones and the decoders alone', () => {
    const found = files()
    for (const name of [
      '/dist/desktop/main.js', '/dist/desktop/preload.cjs', '/dist/desktop/worker.js', '/dist/desktop/picture-thread.js', '/dist/renderer/index.html', '/package.json',
    ]) {
      expect(found).toContain(name)
    }
    expect(new Set(found.map((name) => name.split('/')[1]))).toEqual(new Set(['dist', 'node_modules', 'package.json']))
    const modules = found.flatMap((name) => /^\/node_modules\/(.*)\/package\.json$/.exec(name)?.[1] ?? [])
    const argon = modules.filter((name) => name.startsWith('@node-rs/argon2-'))
    expect(new Set(modules)).toEqual(new Set(['@node-rs/argon2', ...argon, 'better-sqlite3', ...DECODERS]))
    expect(argon).not.toEqual([])
    expect(found.filter((name) => /\.(ts|tsx|map|c|h|gyp)$/.test(name))).toEqual([])
  })

  it('has each native module outside the archive, for its own system only', async () => {
    const natives = files().filter((name) => name.endsWith('.node'))
    expect(natives.filter((name) => name.includes('better-sqlite3'))).toEqual([`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`])
    expect(natives.length).toBeGreaterThan(1)
    for (const native of natives) {
      expect((await readFile(join(resources, 'app.asar.unpacked', native))).subarray(0, 4)).toEqual(Buffer.from('\x7fELF'))
    }
  })

  it('has the decoders of pictures outside the archive, without what is not used of them', async () => {
    const found = files()
    const wasm = found.filter((name) => name.endsWith('.wasm'))
    expect(new Set(wasm)).toEqual(new Set([
      '/node_modules/wasm-vips/lib/vips.wasm', '/node_modules/@embedpdf/pdfium/dist/pdfium.wasm', '/node_modules/zxing-wasm/dist/reader/zxing_reader.wasm',
      '/node_modules/libheif-js/libheif-wasm/libheif.wasm',
    ]))
    for (const name of wasm) expect((await readFile(join(resources, 'app.asar.unpacked', name))).subarray(0, 4)).toEqual(Buffer.from('\0asm'))
    // Its code is started as threads of their own.
    expect(await readdir(join(resources, 'app.asar.unpacked/node_modules/wasm-vips/lib'))).toEqual(['vips-node.mjs', 'vips.wasm'])
    // Each may be used on condition that its licence comes along.
    for (const name of DECODERS) expect(found).toContain(`/node_modules/${name}/LICENSE`)
  })

  it('S4 draws a page of every kind, and as a copy with its mark, from what is in it alone', async () => {
    const app = join(folder, 'drawing')
    extractAll(join(resources, 'app.asar'), app)
    const vault = join(folder, 'vault')
    await mkdir(join(vault, 'attachments'), { recursive: true })
    const places = { attachments: join(vault, 'attachments'), staging: join(vault, 'staging') }
    const keys = onlyKey(randomBytes(32))
    const vips = await startMaker()
    const jpeg = drawing((keep) => corners(vips, { width: 80, height: 60 }, keep).jpegsaveBuffer())
    vips.shutdown()
    const worker = new Worker(join(app, 'dist/desktop/picture-thread.js'), { workerData: { vault: places, keys } })
    try {
      const messages = on(worker, 'message')
      const next = async (): Promise<unknown> => z.tuple([z.unknown()]).parse((await messages.next()).value)[0]
      expect(await next()).toEqual({ what: 'ready' })
      for (const file of [jpeg, HEIC, pdf([{ jpeg, pixels: { width: 80, height: 60 }, width: 80, height: 60 }])]) {
        const { name } = await addAttachment(places, keys, Readable.from([file], { objectMode: false }))
        worker.postMessage({ what: 'draw', name, page: 1, how: { turn: 0, crop: null, longest: 40 } })
        expect(await next()).toMatchObject({ what: 'done', output: { mediaType: 'image/jpeg' } })
        worker.postMessage({ what: 'readPage', name, page: 1, longest: 40 })
        expect(await next()).toMatchObject({ what: 'done', output: { codes: [], small: { mediaType: 'image/jpeg' } } })
        worker.postMessage({ what: 'copy', name, page: 1, how: { turn: 0, crop: null, longest: 400 }, mark: 'FY-2026-00001 · 林静' })
        expect(await next()).toMatchObject({ what: 'done', output: { mediaType: 'image/jpeg' } })
      }
    } finally {
      await worker.terminate()
    }
  })

  it('starts from what is in it alone, and makes an archive', async () => {
    const app = join(folder, 'app')
    extractAll(join(resources, 'app.asar'), app)
    const desktop = await startDesktop({ main: join(app, 'dist/desktop/main.js') })
    try {
      expect(await desktop.call('archive.setUp', {
        storeName: '演示店', storeCode: 'YD', adminName: '张三丰', adminLogin: 'admin', adminPassword: 'correct horse', training: true,
      })).toMatchObject({ ok: true })
      expect(await desktop.quit()).toEqual({ code: 0, threads: 0 })
    } finally {
      await desktop.close()
    }
  })
})
