// PDFium as WebAssembly, behind the few calls that are needed. Without its form-fill environment no script in a document is ever
// run, and it opens nothing but the bytes it is given.
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium'
import type { Buffer } from 'node:buffer'
import { readWasm } from './wasm.ts'

export type Pdfium = {
  readonly calls: WrappedPdfiumModule
  /** Memory of the library's own, for the time of `work`. */
  withMemory<T>(size: number, work: (pointer: number) => T): T
  /** The library's memory as it lies now; it may lie elsewhere after the next call. */
  bytes(pointer: number, size: number): Buffer
  /** @throws what `read` threw, after `work`. */
  open(size: number, read: (position: number, into: Uint8Array) => void): OpenedDocument | null
  /** Bytes as the library reads a file, for the time of `work`, which is given an FPDF_FILEACCESS. */
  lend<T>(file: Uint8Array, work: (access: number) => T): T
  /** What a document is as a file. @param most bytes; null beyond. */
  save(document: number, most: number): Uint8Array[] | null
}

export type OpenedDocument = {
  readonly pointer: number
  /** Runs calls that read from the document. @throws what reading threw. */
  reading<T>(work: () => T): T
  close(): void
}

type Reader = (position: number, into: Uint8Array) => void

/** fpdf_save.h: the document as it is, written whole. */
const NO_INCREMENTAL = 2

export async function openPdfium(): Promise<Pdfium> {
  const wasm = await WebAssembly.compile(Uint8Array.from(readWasm('@embedpdf/pdfium/pdfium.wasm')))
  const calls = await init({
    instantiateWasm: (imports, done) => {
      limitMemory(imports)
      const start = async (): Promise<void> => {
        done(await WebAssembly.instantiate(wasm, imports))
      }
      void start()
      return {}
    },
    print: () => undefined,
    printErr: () => undefined,
  })
  calls.PDFiumExt_Init()
  const { pdfium } = calls
  const { malloc, free } = pdfium.wasmExports

  const allocate = (size: number): number => {
    const pointer = malloc(size)
    if (pointer === 0) throw new RangeError('the library has no memory left')
    return pointer
  }
  const bytes = (pointer: number, size: number): Buffer => globalThis.Buffer.from(pdfium.HEAPU8.buffer, pointer, size)

  const readers = new Map<number, Reader>()
  let failure: unknown = null
  let last = 0
  // FPDF_FILEACCESS.m_GetBlock(param, position, buffer, size): 1 where all was read.
  const getBlock = pdfium.addFunction((key: number, position: number, pointer: number, size: number): number => {
    try {
      readers.get(key)?.(position >>> 0, bytes(pointer, size >>> 0))
      return failure === null && readers.has(key) ? 1 : 0
    } catch (error) {
      // Nothing may be thrown through the library's own frames.
      failure = error
      return 0
    }
  }, 'iiiii')

  let blocks: Uint8Array[] = []
  let room = 0
  // FPDF_FILEWRITE.WriteBlock(this, data, size).
  const writeBlock = pdfium.addFunction((_self: number, pointer: number, size: number): number => {
    room -= size
    if (room < 0) return 0
    blocks.push(Uint8Array.from(bytes(pointer, size)))
    return 1
  }, 'iiii')

  const withMemory = <T>(size: number, work: (pointer: number) => T): T => {
    const pointer = allocate(size)
    try {
      return work(pointer)
    } finally {
      free(pointer)
    }
  }

  const readable = (size: number, read: Reader): { access: number; release: () => void } => {
    last += 1
    const key = last
    readers.set(key, read)
    // FPDF_FILEACCESS: length, function, parameter.
    const access = allocate(12)
    ;[size, getBlock, key].forEach((value, index) => bytes(access, 12).writeUInt32LE(value, index * 4))
    return {
      access,
      release: () => {
        readers.delete(key)
        free(access)
      },
    }
  }

  return {
    calls,
    withMemory,
    bytes,
    lend: (file, work) => {
      failure = null
      const { access, release } = readable(file.length, (position, into) => into.set(file.subarray(position, position + into.length)))
      try {
        return work(access)
      } finally {
        release()
      }
    },
    open: (size, read) => {
      const { access, release } = readable(size, read)
      const reading = <T>(work: () => T): T => {
        failure = null
        const result = work()
        if (failure !== null) throw failure
        return result
      }
      let pointer = 0
      try {
        pointer = reading(() => calls.FPDF_LoadCustomDocument(access, ''))
      } finally {
        if (pointer === 0) release()
      }
      if (pointer === 0) return null
      return {
        pointer,
        reading,
        close: () => {
          calls.FPDF_CloseDocument(pointer)
          release()
        },
      }
    },
    save: (document, most) => {
      blocks = []
      room = most
      // FPDF_FILEWRITE: version, function.
      const whole = withMemory(8, (pointer) => {
        ;[1, writeBlock].forEach((value, index) => bytes(pointer, 8).writeUInt32LE(value, index * 4))
        return calls.FPDF_SaveAsCopy(document, pointer, NO_INCREMENTAL)
      })
      const written = blocks
      blocks = []
      return whole ? written : null
    },
  }
}

/** 768 MB: a page of 100 megapixels, decoded, and all that goes with it. */
const MOST_MEMORY = 768 * 1024 * 1024

/** A document can be made to draw without end; beyond this it gets no memory, and the library gives up. */
function limitMemory({ env }: WebAssembly.Imports): void {
  const grow = env?.['emscripten_resize_heap']
  if (!env || typeof grow !== 'function') throw new TypeError('the library’s memory cannot be limited')
  env['emscripten_resize_heap'] = (size: number): unknown => {
    const grown: unknown = (size >>> 0) > MOST_MEMORY ? 0 : Reflect.apply(grow, null, [size])
    return grown
  }
}
