// Ends the threads of this process that it started itself, the engine's among them, as a mistake within would: through the inspector.
import { Session } from 'node:inspector'

export async function endEngine(): Promise<void> {
  const session = new Session()
  session.connect()
  try {
    await new Promise<void>((resolve, reject) => {
      session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
        const message = JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: "setTimeout(() => { throw new Error('ended by a test') })" } })
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message })
      })
      session.on('NodeWorker.detachedFromWorker', () => {
        resolve()
      })
      session.post('NodeWorker.enable', { waitForDebuggerOnStart: false }, (error) => {
        if (error) reject(error)
      })
    })
  } finally {
    session.disconnect()
  }
}
