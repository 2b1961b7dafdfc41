// libvips as WebAssembly: decodes JPEG, PNG, WebP and TIFF, scales, turns and encodes. It is shut in: no other format, no file.
import type Vips from 'wasm-vips'
import { refused } from '../refusal.ts'

export type VipsLibrary = Awaited<ReturnType<typeof Vips>>
export type Image = Vips.Image

const DECODED = ['Jpeg', 'Png', 'Webp', 'Tiff']

/** Starts the library; about 150 ms. `shutdown()` ends its own threads. */
export async function openVips(): Promise<VipsLibrary> {
  // Its module waits for something while it is loaded. Were it imported above, every module of ours would be run by the one that
  // waits; and a thread that is ended in that moment takes the whole process along (V8, AsyncModuleExecutionFulfilled).
  const { default: start } = await import('wasm-vips')
  const vips = await start({
    dynamicLibraries: [],
    print: () => undefined,
    printErr: () => undefined,
    preRun: (module: unknown) => {
      const environment: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, 'ENV') : null
      if (typeof environment !== 'object' || environment === null) throw new TypeError('libvips has no environment')
      // What a damaged file makes it warn of is nobody's concern; and what it lays aside stays in memory, never in a temporary file.
      Object.assign(environment, { VIPS_WARNING: '0', VIPS_DISC_THRESHOLD: '64g' })
    },
  })
  shutIn(vips)
  vips.Cache.max(0)
  // One thread decodes; the other processor is for the archive and the window.
  vips.concurrency(1)
  vips.operationBlock('VipsForeignLoad', true)
  for (const format of DECODED) vips.operationBlock(`VipsForeignLoad${format}`, false)
  return vips
}

/**
 * The library is built with the machine's own files open to it. Every call for one is refused from here on, so that a file which
 * gets the better of a decoder reaches no more than the decoder's memory.
 */
function shutIn(vips: VipsLibrary): void {
  const files: unknown = Reflect.get(vips, 'FS')
  if (typeof files !== 'object' || files === null) throw new TypeError('libvips has no file system')
  const refusal = refusalOf(files)
  const deny = (): never => {
    throw refusal
  }
  for (const [name, value] of Object.entries(files)) {
    if (typeof value === 'function' && !INNER.test(name)) Reflect.set(files, name, deny)
  }
  // What it would print.
  Reflect.set(files, 'write', (_stream: unknown, _bytes: unknown, _from: unknown, length: number) => length)
}

/** Shortened by the minifier: parts of the machinery, which open nothing; and closing. */
const INNER = /^(?:.{1,2}|close)$/

/** The error by which its file system says that there is no such file. */
function refusalOf(files: object): unknown {
  const list: unknown = Reflect.get(files, 'readdir')
  if (typeof list !== 'function') throw new TypeError('libvips has no file system')
  try {
    Reflect.apply(list, files, ['/no/such/folder/anywhere'])
  } catch (error) {
    return error
  }
  throw new TypeError('libvips sees a folder that is not there')
}

/**
 * Runs work that gives the images it makes to `keep`, and gives them all back at its end.
 * @throws Refusal `picture.damaged` where the library cannot read what it is given.
 */
export function drawing<T>(work: (keep: (image: Image) => Image) => T): T {
  const kept: Image[] = []
  try {
    return work((image) => {
      kept.push(image)
      return image
    })
  } catch (error) {
    // What the library throws itself; anything else is no matter of the file.
    if (error instanceof WebAssembly.Exception) throw refused('picture.damaged')
    throw error
  } finally {
    for (const image of kept) image.delete()
  }
}
