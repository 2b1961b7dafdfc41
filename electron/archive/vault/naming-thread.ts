// The thread that names large files, one after the other.
import type { Hmac } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { startName } from './attachment-format.ts'
import type { FromNaming, NamingData, ToNaming } from './naming.ts'

function isData(value: unknown): value is NamingData {
  return typeof value === 'object' && value !== null && 'slots' in value
}

const port = parentPort
const data: unknown = workerData
if (!port || !isData(data)) throw new Error('this is a thread for naming')
const { slots } = data
let hash: Hmac | null = null
const say = (message: FromNaming): void => {
  port.postMessage(message)
}
port.on('message', (message: ToNaming) => {
  if (typeof message === 'object' && 'key' in message) {
    hash = startName(message.key)
    return
  }
  if (!hash) throw new Error('no file was begun')
  if (message === 'name') {
    say({ name: hash.digest('hex') })
    hash = null
    return
  }
  const slot = slots[message.slot]
  if (slot) hash.update(slot.subarray(0, message.length))
  say({ free: message.slot })
})
