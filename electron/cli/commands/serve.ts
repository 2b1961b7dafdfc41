// `yidang serve`: the same application in the browser of this machine.
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readNumber, type Command } from '../command.ts'
import { onInterrupt, readTimeOption } from '../host.ts'

const BUILT_PAGE = fileURLToPath(new URL('../../../dist/renderer/', import.meta.url))

export const serve: Command = {
  name: 'serve',
  takes: '--archive DIR [--port N] [--now TIME]',
  does: { chinese: '在本机浏览器中使用档案，按 Ctrl+C 结束', english: 'opens the archive to the browser of this machine, until Ctrl+C' },
  options: { archive: 'text', port: 'text', now: 'text' },
  words: 0,
  run: async ({ required, optional, tell, print }) => {
    const archive = resolve(required('archive'))
    const port = readNumber('port', optional('port') ?? '0', 0, 65_535, 'whole')
    const startAt = readTimeOption('now', optional('now'))
    const { promise: stopped, resolve: stop } = Promise.withResolvers<undefined>()
    const stopListening = onInterrupt(() => stop(undefined))
    const { startBrowserShell } = await import('../../browser/server.ts')
    const shell = await startBrowserShell({ archive, startAt, page: BUILT_PAGE, port })
    print({ url: shell.url }, [
      tell({ chinese: '请在本机浏览器中打开（此地址只能用一次）：', english: 'Open this in the browser of this machine (it works once):' }),
      `  ${shell.url}`,
      tell({ chinese: '按 Ctrl+C 结束。', english: 'Ctrl+C ends it.' }),
    ])
    await stopped
    await shell.close()
    stopListening()
    return 0
  },
}
