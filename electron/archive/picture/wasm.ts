// The decoders' WebAssembly, read from the packages' own files: nothing is ever fetched.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Buffer } from 'node:buffer'

const packages = createRequire(import.meta.url)

export function readWasm(file: '@embedpdf/pdfium/pdfium.wasm' | 'zxing-wasm/reader/zxing_reader.wasm' | 'libheif-js/libheif-wasm/libheif.wasm'): Buffer {
  return readFileSync(packages.resolve(file))
}
