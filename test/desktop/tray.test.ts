// The program in the tray: how backups stand there, what closing the window means, starting at log-in, and the last backup at closing, seen by
// a stand-in for Electron (rules A1, A2).
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listPoints } from '#archive/backup/points.ts'
import { NO_STANDING, type BackupStanding } from '#archive/backup/standing.ts'
import { soon } from '#test/support/desk-browser.ts'
import { autostartEntry } from '../../electron/desktop/autostart.ts'
import { standingLines, trayFile, trayMark, trayMenu } from '../../electron/desktop/tray-menu.ts'
import { failDesktop, PAGE, ROOT, startDesktop, TOP_FRAME, type Desktop } from '../support/electron.ts'

const well: BackupStanding = { ...NO_STANDING, places: 1, lastDone: Date.parse('2026-02-13T17:30:00+08:00') }

describe('A2 what the tray says', () => {
  it('A2 one mark for each way backups can stand, the worst first', () => {
    expect(trayMark(NO_STANDING)).toBe('none')
    expect(trayMark(well)).toBe('well')
    expect(trayMark({ ...well, warnings: ['late'] })).toBe('amiss')
    expect(trayMark({ ...NO_STANDING, risk: 'network' })).toBe('amiss')
    expect(trayMark({ ...well, warnings: ['late'], running: { what: 'backup', progress: 0.425 } })).toBe('running')
  })

  it('A2 when the last one was, what is under way, what is wrong', () => {
    expect(standingLines('zh-CN', well)).toEqual(['上次备份 2026-02-13 17:30'])
    expect(standingLines('en', { ...well, warnings: ['missing', 'late'], running: { what: 'backup', progress: 0.425 } }))
      .toEqual(['Backing up 42%', 'Last backup 2026-02-13 17:30', 'Look at: not there, overdue'])
    expect(standingLines('zh-CN', { ...NO_STANDING, risk: 'synchronised' })).toEqual(['还没有自动备份的位置', '请看：档案放在同步文件夹里'])
  })

  it('both languages have the same menu; while the program closes there is nothing to choose', () => {
    const acts = { open: () => undefined, backUp: () => undefined, startAtLogin: () => undefined, keepInTray: () => undefined, quit: () => undefined }
    const kinds = (language: 'zh-CN' | 'en', closing = false) =>
      trayMenu({ language, standing: well, atLogin: true, keepInTray: false, closing }, acts).map(({ label: _label, click, ...item }) => ({ ...item, acts: click !== undefined }))
    expect(kinds('en')).toEqual(kinds('zh-CN'))
    expect(kinds('en', true).some((item) => item.acts)).toBe(false)
  })

  it('every mark has a picture for each system, and for each scale where that is by hand', () => {
    for (const mark of ['well', 'running', 'amiss', 'none'] as const) {
      for (const platform of ['darwin', 'win32', 'linux'] as const) expect(existsSync(join(ROOT, 'dist/desktop/tray', trayFile(mark, platform)))).toBe(true)
      for (const scale of ['@1.25x.png', '@1.5x.png', '@2x.png', 'Template@2x.png']) expect(existsSync(join(ROOT, 'dist/desktop/tray', `${mark}${scale}`))).toBe(true)
    }
  })
})

it('an autostart entry keeps what is special in a shell or in an entry as it is', () => {
  expect(autostartEntry(['/opt/一车一档/yidang', '--archive', '/home/a b/50% "x" $y\\z'])).toContain(
    String.raw`Exec="/opt/一车一档/yidang" "--archive" "/home/a b/50%% \\"x\\" \\$y\\\\z"`,
  )
})

const SET_UP = { storeName: '演示店', storeCode: 'YD', adminName: '张三丰', adminLogin: 'admin', adminPassword: 'correct horse', training: true }
const signedIn = z.object({ ok: z.literal(true), value: z.object({ token: z.string() }) })

async function setUp(desktop: Desktop): Promise<string> {
  return signedIn.parse(await desktop.call('archive.setUp', SET_UP)).value.token
}

const theTray = async (desktop: Desktop) => {
  const [tray] = (await desktop.report()).trays
  if (tray === undefined) throw new Error('no tray')
  return tray
}
const labels = async (desktop: Desktop) => (await theTray(desktop)).menu.map(({ label }) => label)
const isOpen = async (desktop: Desktop) => (await desktop.report()).windows.filter(({ done }) => !done.includes('closed')).length

describe('closing the window', () => {
  let desktop: Desktop
  let token = ''
  beforeAll(async () => {
    desktop = await startDesktop()
    token = await setUp(desktop)
  })
  afterAll(() => desktop.close())
  const close = (box: number) => desktop.ask({ what: 'system', answers: { box } }).then(() => desktop.ask({ what: 'closeWindow' }))

  it('asks once what it means; whoever thinks better of it has the window still', async () => {
    await close(2)
    await soon(async () => (await desktop.report()).boxes).toMatchObject([{ message: '关闭窗口后继续自动备份吗？', cancelId: 2 }])
    expect(await isOpen(desktop)).toBe(1)
    expect(await desktop.call('session.me', {}, token)).toMatchObject({ ok: true })
  })

  it('A1 keeps the program in the tray and signs out whoever was there, in the trail too; the tray opens it again', async () => {
    await close(0)
    await soon(() => isOpen(desktop)).toBe(0)
    await desktop.ask({ what: 'clickTray' })
    await soon(() => isOpen(desktop)).toBe(1)
    expect(await desktop.call('session.me', {}, token)).toMatchObject({ ok: false, error: { code: 'notSignedIn' } })
    expect((await desktop.report()).windows.at(-1)).toMatchObject({ url: PAGE })
  })

  it('is not asked again, and a page with unfinished work asks before it goes', async () => {
    const before = (await desktop.report()).boxes.length
    await desktop.ask({ what: 'unfinished' })
    await close(0)
    expect(await isOpen(desktop)).toBe(1)
    expect((await desktop.report()).boxes.slice(before)).toMatchObject([{ message: '还有没做完的事，确定离开吗？', cancelId: 0 }])
    await close(1)
    expect(await isOpen(desktop)).toBe(0)
    await desktop.ask({ what: 'second', args: ['--hidden'] })
    expect(await isOpen(desktop)).toBe(0)
    await desktop.ask({ what: 'second' })
    expect(await isOpen(desktop)).toBe(1)
  })

  it('quits where the person wants it so; the tray’s tick and the settings are one', async () => {
    const machine = async (change: unknown) => desktop.ask({ what: 'invoke', channel: 'yidang:machine', args: [change], sender: TOP_FRAME })
    expect(await machine({})).toEqual({ startAtLogin: null, keepInTray: true })
    await desktop.ask({ what: 'choose', label: '关闭窗口后留在这里' })
    expect(await machine({})).toEqual({ startAtLogin: null, keepInTray: false })
    for (const wrong of [null, { keepInTray: 1 }, { more: true }]) await expect(machine(wrong)).rejects.toThrow(/Invalid input|Unrecognized key/)
    await desktop.ask({ what: 'choose', label: '关于一车一档' })
    expect((await desktop.report()).sent).toEqual(['yidang:about'])
    await desktop.ask({ what: 'closeWindow' }).catch(() => null)
    expect(await desktop.quit()).toEqual({ code: 0, threads: 0 })
  })
})

describe('A2 backups without a window', () => {
  it('A2 the tray backs up before it is due, also while nobody is signed in; at quitting a small window waits for the last backup', async () => {
    const first = await startDesktop()
    const place = join(first.folder, 'stick')
    mkdirSync(place)
    try {
      expect(await labels(first)).toContain('还没有自动备份的位置')
      await expect(first.ask({ what: 'choose', label: '立即备份' })).rejects.toThrow('nothing to choose')
      const token = await setUp(first)
      const plan = { name: '张三丰的 U 盘', folder: place, schedule: { kind: 'closing' }, keep: { days: 1, weeks: 0, months: 0 } }
      expect(await first.call('backup.addPlace', plan, token)).toMatchObject({ ok: true })
      await soon(async () => (await theTray(first)).tip).toMatch(/上次备份 \d{4}-/)
      expect(JSON.stringify((await first.report()).trays)).not.toMatch(/张三丰|stick|演示店/)
      expect(await first.quit()).toEqual({ code: 0, threads: 0 })
      const small = first.windowsAtEnd().at(-1)
      expect(small).toMatchObject({ url: 'yidang://app/closing', options: { webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false } } })
      expect(small?.options['webPreferences']).not.toHaveProperty('preload')
      expect(small?.done).toEqual(expect.arrayContaining([expect.stringMatching(/^title 正在备份 \d+%$/), 'progress']))
      const atClosing = (await listPoints(place)).map(({ id }) => id)

      const again = await startDesktop({ folder: first.folder, hidden: true })
      expect(await isOpen(again)).toBe(0)
      await soon(() => labels(again)).toContainEqual(expect.stringMatching(/^上次备份/))
      await again.ask({ what: 'choose', label: '立即备份' })
      await soon(async () => (await listPoints(place)).some(({ id }) => !atClosing.includes(id))).toBe(true)
      await soon(async () => (await theTray(again)).menu.find(({ label }) => label === '立即备份')).toMatchObject({ enabled: true })
      const before = (await listPoints(place))[0]?.takenAt
      expect(await again.quit()).toEqual({ code: 0, threads: 0 })
      expect((await listPoints(place))[0]?.takenAt).toBeGreaterThan(before ?? Infinity)
    } finally {
      await first.close()
    }
  })
})

describe('an installed program', () => {
  it.runIf(process.platform === 'linux')('is started at log-in where the person wants it so, without a window', async () => {
    const desktop = await startDesktop({ packaged: '/opt/yidang/resources/app.asar' })
    const entry = join(desktop.folder, 'config/autostart/cn.yidang.desk.desktop')
    try {
      const { modelId } = await desktop.report()
      expect(modelId).toBe('cn.yidang.desk')
      expect(existsSync(entry)).toBe(false)
      await desktop.ask({ what: 'choose', label: '登录电脑时启动' })
      expect(readFileSync(entry, 'utf8')).toContain(`"--hidden" "--archive" "${desktop.archive}"`)
      await desktop.ask({ what: 'choose', label: '登录电脑时启动' })
      expect(existsSync(entry)).toBe(false)
    } finally {
      await desktop.close()
    }
  })

  it('keeps its own files where this system keeps a person’s data, for them alone, and none beside the program', async () => {
    const desktop = await startDesktop()
    try {
      expect(readdirSync(desktop.folder).toSorted()).toEqual(['yidang'])
      const [own] = readdirSync(join(desktop.folder, 'yidang/window'))
      expect(statSync(join(desktop.folder, 'yidang/window', own ?? '')).mode & 0o777).toBe(0o700)
    } finally {
      await desktop.close()
    }
  })

  it('refuses an archive in its own folder, which an uninstaller removes', async () => {
    const desktop = await startDesktop()
    try {
      const { code, said } = await failDesktop({ folder: desktop.folder, packaged: join(desktop.folder, 'resources/app.asar') })
      expect(code).toBe(1)
      expect(said).toContain('档案不能放在程序的安装文件夹里')
    } finally {
      await desktop.close()
    }
  })

  it('A2 refuses the archive of a later program in words that help, and changes nothing of it', async () => {
    const desktop = await startDesktop()
    try {
      await setUp(desktop)
      await desktop.quit()
      const file = join(desktop.archive, 'archive.json')
      const descriptor = z.looseObject({ format: z.literal(1) }).parse(JSON.parse(readFileSync(file, 'utf8')))
      const later = JSON.stringify({ ...descriptor, format: 2, more: true })
      writeFileSync(file, later)
      const { code, said } = await failDesktop({ folder: desktop.folder })
      expect(code).toBe(1)
      expect(said).toContain('请升级程序')
      expect(said).toContain('made by a newer program (format 2)')
      expect(readFileSync(file, 'utf8')).toBe(later)
    } finally {
      await desktop.close()
    }
  })
})
