// Starts the library that makes QR codes; what reads them is the engine's own (`archive/picture/codes.ts`).
import { prepareZXingModule } from 'zxing-wasm/writer'
import { readWasm } from '#archive/picture/wasm.ts'

let ready: Promise<unknown> | null = null

/** Before the first `writeBarcode`. The library would fetch its WebAssembly from a public server; it is given its own. */
export async function prepareCodeWriter(): Promise<void> {
  ready ??= prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(readWasm('zxing-wasm/writer/zxing_writer.wasm')).buffer }, fireImmediately: true })
  await ready
}
