// The decoders' WebAssembly, read from the packages' own files: nothing is ever fetched.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Buffer } from 'node:buffer'

const packages = createRequire(import.meta.url)

type WasmFile =
  | '@embedpdf/pdfium/pdfium.wasm' | 'zxing-wasm/reader/zxing_reader.wasm' | 'zxing-wasm/writer/zxing_writer.wasm' | 'libheif-js/libheif-wasm/libheif.wasm'

export function readWasm(file: WasmFile): Buffer {
  return readFileSync(packages.resolve(file))
}
