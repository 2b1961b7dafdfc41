// The thread that names one file.
import { parentPort, workerData } from 'node:worker_threads'
import { startName } from './attachment-format.ts'
import type { FromNaming, NamingStart, ToNaming } from './naming.ts'

function isStart(value: unknown): value is NamingStart {
  return typeof value === 'object' && value !== null && 'dataKey' in value && 'slots' in value
}

const port = parentPort
const start: unknown = workerData
if (!port || !isStart(start)) throw new Error('this is a thread for naming')
const { dataKey, slots } = start
const hash = startName(dataKey)
const say = (message: FromNaming): void => {
  port.postMessage(message)
}
port.on('message', (message: ToNaming) => {
  if (message === 'name') {
    say({ name: hash.digest('hex') })
    return
  }
  const slot = slots[message.slot]
  if (slot) hash.update(slot.subarray(0, message.length))
  say({ free: message.slot })
})
