// What the built main process sets up and allows, seen by a stand-in for Electron (DESIGN decisions 1, 7, 9).
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PAGE_HEADERS } from '../../electron/shell/page.ts'
import { failDesktop, PAGE, ROOT, startDesktop, TOP_FRAME, type Desktop, type Frame } from '../support/electron.ts'

let desktop: Desktop
beforeAll(async () => {
  desktop = await startDesktop()
})
afterAll(() => desktop.close())

const STRANGE = [
  'https://evil.example/', 'http://127.0.0.1/', 'file:///etc/passwd', 'yidang://other/', 'yidang://app.evil.example/', 'yidang://app:1/',
  'yidang://user@app/', 'data:text/html,x', 'javascript:alert(1)', 'blob:https://evil.example/1', 'about:blank', 'chrome://gpu/',
  'devtools://devtools/', '', 'no address',
]

describe('the window', () => {
  it('gives its page nothing of Node, a sandbox, and no tools', async () => {
    const [window] = (await desktop.report()).windows
    expect(window?.options['webPreferences']).toEqual({
      preload: join(ROOT, 'dist/desktop/preload.cjs'),
      partition: 'yidang',
      additionalArguments: ['--yidang-language=zh-CN'],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      disableBlinkFeatures: 'Auxclick',
      webviewTag: false,
      plugins: false,
      devTools: false,
      spellcheck: false,
    })
    expect(window).toMatchObject({ url: PAGE, done: ['show'], options: { show: false } })
  })

  it('is the only one, and every process is sandboxed', async () => {
    const report = await desktop.report()
    expect(report.windows).toHaveLength(1)
    expect(report.sandboxed).toBe(true)
    expect(report.switches).toEqual(['disable-background-networking', 'disable-component-update', 'disable-breakpad'])
  })

  it('keeps what its page loads in memory, without cache or spell checker', async () => {
    const { sessions, privileged } = await desktop.report()
    expect(sessions).toEqual([
      { name: '', options: null, spellChecker: false, schemes: [] },
      { name: 'yidang', options: { cache: false }, spellChecker: false, schemes: ['yidang'] },
    ])
    expect(privileged).toEqual([{ scheme: 'yidang', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  })

  it('has a menu that neither reloads the page nor opens tools', async () => {
    const { menus } = await desktop.report()
    const text = JSON.stringify(menus)
    expect(text).toContain('"role":"copy","label":"复制"')
    expect(text).not.toMatch(/reload|devtools/i)
  })
})

describe('the page stays where it is', () => {
  const happen = (event: string, url: string, isMainFrame = true) => desktop.ask({ what: 'happen', event, details: { url, isMainFrame } })

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('%s to anywhere else is prevented', async (event) => {
    for (const url of STRANGE) expect([url, await happen(event, url)]).toEqual([url, true])
    expect(await happen(event, 'yidang://app/assets/index.js')).toBe(true)
  })

  it('may load itself again, but not into a frame', async () => {
    expect(await happen('will-navigate', `${PAGE}#/book`)).toBe(false)
    expect(await happen('will-frame-navigate', PAGE)).toBe(false)
    expect(await happen('will-frame-navigate', PAGE, false)).toBe(true)
  })

  it('no window is opened, nothing is embedded, nothing but its own lists is saved', async () => {
    for (const url of [...STRANGE, PAGE]) expect([url, await desktop.ask({ what: 'openWindow', url })]).toEqual([url, 'deny'])
    expect(await happen('will-attach-webview', PAGE)).toBe(true)
    for (const session of ['', 'yidang']) {
      const refused = (url: string) => desktop.ask({ what: 'download', session, url })
      for (const url of [...STRANGE, PAGE, `${PAGE}attachment/scan.view?id=1`, 'blob:https://evil.example/1']) expect([url, await refused(url)]).toEqual([url, true])
      for (const url of ['yidang://app/assets/deliveries-1a2b.xlsx', 'blob:yidang://app/1']) expect([url, await refused(url)]).toEqual([url, false])
    }
  })
})

describe.each([['the window’s session', 'yidang'], ['the default session', '']])('%s', (_name, session) => {
  it('loads the application’s own files and pictures it made, and nothing else', async () => {
    const load = (url: string) => desktop.ask({ what: 'load', session, url })
    for (const url of STRANGE) expect([url, await load(url)]).toEqual([url, [false]])
    for (const url of ['ws://evil.example/', 'wss://127.0.0.1/', 'data:text/javascript,1']) expect([url, await load(url)]).toEqual([url, [false]])
    for (const url of [PAGE, 'yidang://app/assets/a.js', 'data:image/png;base64,AA==', 'blob:yidang://app/1']) {
      expect([url, await load(url)]).toEqual([url, [true]])
    }
  })

  it('H4 grants its own page the camera and nobody the microphone', async () => {
    const ask = (url: string, media: readonly string[]) => desktop.ask({ what: 'permission', session, permission: 'media', url, media })
    expect(await ask(PAGE, ['video'])).toEqual([true, true])
    for (const media of [['audio'], ['video', 'audio'], ['unknown']]) expect([media, await ask(PAGE, media)]).toEqual([media, [false, false]])
    for (const url of [...STRANGE, 'yidang://app/assets/x.html']) expect([url, await ask(url, ['video'])]).toEqual([url, [false, false]])
  })

  it('grants its page copying of text, and no other permission or device to anyone', async () => {
    const ask = (permission: string, url: string) => desktop.ask({ what: 'permission', session, permission, url })
    for (const permission of [
      'media', 'geolocation', 'notifications', 'clipboard-read', 'display-capture', 'fileSystem', 'openExternal', 'local-network-access',
      'fullscreen', 'pointerLock', 'hid', 'serial', 'usb', 'midi', 'idle-detection', 'storage-access', 'unknown', 'toString',
    ]) expect([permission, await ask(permission, PAGE)]).toEqual([permission, [false, false]])
    expect(await ask('clipboard-sanitized-write', PAGE)).toEqual([true, true])
    expect(await ask('clipboard-sanitized-write', 'https://evil.example/')).toEqual([false, false])
    expect(await ask('clipboard-sanitized-write', '')).toEqual([false, false])
    expect(await desktop.ask({ what: 'device', session })).toBe(false)
  })
})

describe('the scheme', () => {
  it('serves the page with the same headers as the browser shell', async () => {
    const answer = await desktop.fetch(PAGE)
    expect(answer.status).toBe(200)
    expect(answer.headers).toEqual({
      ...Object.fromEntries(Object.entries(PAGE_HEADERS).map(([name, value]) => [name.toLowerCase(), value])),
      'content-type': 'text/html; charset=utf-8',
    })
    expect(Buffer.from(answer.body).toString('utf8')).toContain('<title>一车一档</title>')
  })

  it.each([
    'yidang://app/../../package.json', 'yidang://app/%2e%2e/%2e%2e/package.json', 'yidang://app/..%2f..%2fpackage.json', 'yidang://app/nothing',
    'yidang://other/', 'yidang://app/index.html', 'yidang://app//etc/passwd',
  ])('has no %s', async (url) => {
    const answer = await desktop.fetch(url)
    expect(answer.status).toBe(404)
    expect(answer.headers['content-security-policy']).toBe(PAGE_HEADERS['Content-Security-Policy'])
  })

  it('decision 4: serves the attachments’ bytes beside it, with the same headers, and asks for a session', async () => {
    const nobody = { headers: { authorization: `Bearer ${'A'.repeat(43)}`, 'content-type': 'application/octet-stream' } }
    const piece = 'yidang://app/attachment/upload.piece?uploadId=00000000-0000-4000-8000-000000000000&offset=0'
    const asked: [status: number, url: string, method?: string, sent?: Parameters<Desktop['fetch']>[2]][] = [
      [401, 'yidang://app/attachment/scan.thumbnail?id=1'],
      [401, 'yidang://app/attachment/scan.view?id=1&longest=800', 'GET', nobody],
      [401, piece, 'PUT', { ...nobody, body: new Uint8Array(10) }],
      [413, piece, 'PUT', { ...nobody, body: new Uint8Array(4 * 1024 * 1024 + 1) }],
      [405, piece, 'POST', { ...nobody, body: new Uint8Array(10) }],
      [404, 'yidang://app/attachment/scan.list?id=1', 'GET', nobody],
      [404, 'yidang://other/attachment/scan.thumbnail?id=1', 'GET', nobody],
    ]
    for (const [status, url, method, sent] of asked) {
      const answer = await desktop.fetch(url, method, sent)
      expect([url, method, answer.status]).toEqual([url, method, status])
      expect(answer.headers['content-security-policy']).toBe(PAGE_HEADERS['Content-Security-Policy'])
      expect(answer.headers['cache-control']).toBe('no-store')
    }
  })

  it('serves the page that is shown while it closes, and grants that page nothing', async () => {
    const closing = 'yidang://app/closing'
    const answer = await desktop.fetch(closing)
    expect(answer).toMatchObject({ status: 200, headers: { 'content-security-policy': PAGE_HEADERS['Content-Security-Policy'] } })
    expect(Buffer.from(answer.body).toString('utf8')).not.toMatch(/<script/i)
    expect(await desktop.ask({ what: 'permission', session: 'yidang', permission: 'media', url: closing, media: ['video'] })).toEqual([false, false])
    await expect(desktop.call('session.state', {}, null, { url: closing, parent: null })).rejects.toThrow('a message from elsewhere')
  })

  it('answers no other method than GET', async () => {
    expect((await desktop.fetch(PAGE, 'POST')).status).toBe(404)
  })
})

describe('messages', () => {
  const CHANNELS = ['yidang:call', 'yidang:print', 'yidang:choose-folder', 'yidang:machine']
  const STRANGERS: [string, Frame][] = [
    ['a frame that has gone', null],
    ['a frame within the page', { url: PAGE, parent: {} }],
    ['a page without address', { url: '', parent: null }],
    ...STRANGE.filter((url) => url !== '').map((url): [string, Frame] => [url, { url, parent: null }]),
    ['another file of the application', { url: 'yidang://app/assets/x.html', parent: null }],
  ]

  it('are taken on these channels and no others', async () => {
    const { channels, globalChannels } = await desktop.report()
    expect(channels).toEqual([...CHANNELS, 'yidang:language'])
    expect(globalChannels).toEqual([])
  })

  it.each(STRANGERS)('from %s are refused', async (_who, sender) => {
    const before = await desktop.report()
    for (const channel of CHANNELS) {
      const args = [{ method: 'session.state', input: {}, token: null }]
      await expect(desktop.ask({ what: 'invoke', channel, args, sender })).rejects.toThrow('a message from elsewhere than the page')
    }
    await desktop.ask({ what: 'send', channel: 'yidang:language', args: ['en'], sender })
    expect(await desktop.report()).toEqual(before)
  })

  it('that are no calls are answered as invalid', async () => {
    for (const request of [undefined, null, 1, 'x', [], {}, { method: 1, input: {}, token: null }, { method: 'x', input: {}, token: null, more: 1 }]) {
      expect(await desktop.ask({ what: 'invoke', channel: 'yidang:call', args: [request], sender: TOP_FRAME }))
        .toEqual({ ok: false, error: { code: 'invalidInput', message: 'not a call of a method', details: {} } })
    }
  })

  it('that call a method reach the engine', async () => {
    expect(await desktop.call('session.state', {})).toMatchObject({ ok: true, value: { archive: 'absent', training: false } })
  })

  it('to print open the system’s dialog; dismissing it is no failure, a fault is', async () => {
    const print = async (reason: string) => {
      await desktop.ask({ what: 'system', answers: { print: reason } })
      return desktop.ask({ what: 'invoke', channel: 'yidang:print', args: [reason === '' ? 'landscape' : 'portrait'], sender: TOP_FRAME })
    }
    expect(await print('')).toBeUndefined()
    expect(await print('Print job canceled')).toBeUndefined()
    await expect(print('Invalid printer settings')).rejects.toThrow('printing failed')
    expect((await desktop.report()).printed).toEqual([true, false, false].map((landscape) => ({ printBackground: true, pageSize: 'A4', landscape })))
  })

  it('to choose a folder give the folder, or null', async () => {
    const choose = async (folder: string | null) => {
      await desktop.ask({ what: 'system', answers: { folder } })
      return desktop.ask({ what: 'invoke', channel: 'yidang:choose-folder', args: [], sender: TOP_FRAME })
    }
    expect(await choose('/backup')).toBe('/backup')
    expect(await choose(null)).toBeNull()
    expect((await desktop.report()).folderDialogs).toEqual([1, 2].map(() => ({ properties: ['openDirectory', 'createDirectory'] })))
  })
})

describe('from start to end', () => {
  /** The write-ahead logs, which SQLite removes when the last connection is closed properly. */
  const openLogs = (archive: string) => readdirSync(archive, { recursive: true }).filter((name) => String(name).endsWith('-wal'))

  it('a second start of the same archive brings the first window forward and ends', async () => {
    expect(await failDesktop({ folder: desktop.folder, second: true })).toMatchObject({ code: 0, said: '' })
    await desktop.ask({ what: 'second' })
    expect((await desktop.report()).windows[0]?.done).toEqual(['show', 'restore', 'focus'])
  })

  it('a start that cannot be says why in both languages', async () => {
    const { code, said } = await failDesktop({ args: ['--now', 'soon'] })
    expect(code).toBe(1)
    expect(said).toContain('2026-02-13T17:30')
    expect(said).not.toMatch(/\bat .*:\d+/)
  })

  it('quitting closes the archive first; place and language are there at the next start, and nothing else', async () => {
    const first = await startDesktop()
    try {
      const setUp = await first.call('archive.setUp', {
        storeName: '演示店', storeCode: 'YD', adminName: '张三丰', adminLogin: 'admin', adminPassword: 'correct horse', training: true,
      })
      expect(setUp).toMatchObject({ ok: true })
      await first.ask({ what: 'send', channel: 'yidang:language', args: ['en'], sender: TOP_FRAME })
      await first.ask({ what: 'send', channel: 'yidang:language', args: ['xx'], sender: TOP_FRAME })
      const report = await first.report()
      expect(JSON.stringify(report.menus.at(-1))).toContain('"label":"Copy"')
      expect(openLogs(first.archive)).not.toEqual([])
      expect(await first.quit()).toEqual({ code: 0, threads: 0 })
      expect(existsSync(first.archive)).toBe(true)
      expect(openLogs(first.archive)).toEqual([])
      const kept = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(report.userData, 'window.json'), 'utf8')))
      expect(kept).toEqual({ bounds: { x: 30, y: 40, width: 1300, height: 800 }, maximized: true, language: 'en', keepInTray: null })

      const again = await startDesktop({ folder: first.folder, args: ['--now', '2026-02-13T17:30'] })
      const [window] = (await again.report()).windows
      expect(window?.options).toMatchObject({ x: 30, y: 40, width: 1300, height: 800 })
      expect(window?.options['webPreferences']).toMatchObject({ additionalArguments: ['--yidang-language=en'] })
      expect(window?.done).toEqual(['maximize', 'show'])
      expect(await again.call('session.state', {})).toMatchObject({ ok: true, value: { archive: 'locked', today: '2026-02-13', store: { name: '演示店' } } })
      expect(await again.quit()).toEqual({ code: 0, threads: 0 })
    } finally {
      await first.close()
    }
  })
})
