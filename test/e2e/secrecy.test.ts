// Nothing readable without a password or the recovery key (DESIGN decisions 1 and 2): unmistakable texts are worked on in the
// real shell and a real browser, a server is killed in the middle, and then every byte that was left anywhere is searched.
import { mkdirSync, rmSync, watch, writeFileSync, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumLaunch } from '../../scripts/chromium.ts'
import { runProgram } from '../../scripts/steps.ts'
import { temporaryFolder } from '#test/support/archive.ts'
import { sitDown, soon, type Desk } from '#test/support/desk-browser.ts'
import { startShellChild, type ShellChild } from '#test/support/shell-child.ts'
import { story } from '#test/support/story.ts'
import { known } from './scene.ts'
import { searchEverything } from './secrecy-search.ts'
import { secretWork, type Stage } from './secrecy-work.ts'

describe('decisions 1 and 2: what lies on the disk is unreadable', () => {
  const began = Date.now()
  const root = temporaryFolder()
  const at = (name: string) => join(root, name)
  // The server and the browser write where this test can see all of it.
  const environment = (temporary: string): NodeJS.ProcessEnv => ({
    ...process.env, HOME: at('home'), XDG_CONFIG_HOME: at('home/config'), XDG_CACHE_HOME: at('home/cache'), XDG_DATA_HOME: at('home/data'), TMPDIR: at(temporary),
  })
  const made: string[] = []
  const said: Buffer[] = []
  let watcher: FSWatcher | undefined
  let context: BrowserContext | undefined
  let shell: ShellChild | undefined
  let desk: Desk | undefined

  const stage: Stage = {
    at,
    get desk() {
      return known(desk)
    },
    start: async () => {
      shell = await startShellChild(at('archive'), environment('server-temporary'))
      // What a screen must be besides secret is held against it elsewhere.
      desk = { ...(await sitDown(await known(context).newPage(), shell.url, 'zh-CN')), look: () => Promise.resolve() }
    },
    stop: async (signal) => {
      await known(shell).kill(signal)
      said.push(known(shell).said())
      await known(desk).page.close()
    },
    closeBrowser: () => known(context).close(),
    recoveryKey: '',
    planted: [],
  }

  beforeAll(async () => {
    for (const folder of ['home', 'server-temporary', 'browser-temporary', 'profile']) mkdirSync(at(folder))
    watcher = watch(at('server-temporary'), (_event, name) => made.push(name ?? ''))
    context = await chromium.launchPersistentContext(at('profile'), {
      ...chromiumLaunch(), env: environment('browser-temporary'), viewport: { width: 1280, height: 720 },
    })
    await stage.start()
  })
  afterAll(async () => {
    watcher?.close()
    await context?.close()
    await shell?.kill('SIGKILL')
    rmSync(root, { recursive: true, force: true })
  })

  const step = story(() => stage.desk.picture('secrecy-failed'))
  secretWork(step, stage)
  searchEverything(step, stage, { root, began, made, said })
})

describe('decision 1: a sort larger than its cache', () => {
  const root = temporaryFolder()
  const temporary = join(root, 'temporary')
  mkdirSync(temporary)
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  /** The temporary files that are made, if only for a moment, while a child sorts. */
  async function madeBySorting(kind: 'vault' | 'plain'): Promise<string[]> {
    const made: string[] = []
    const watcher = watch(temporary, (_event, name) => made.push(name ?? ''))
    try {
      const env = { ...process.env, TMPDIR: temporary, SQLITE_TMPDIR: temporary }
      expect(await runProgram(process.execPath, ['test/e2e/sort-child.ts', join(root, kind), kind], { env })).toBe(0)
      // Whatever happened before this file is heard of before it.
      writeFileSync(join(temporary, 'last'), '')
      await soon(() => made).toContain('last')
      rmSync(join(temporary, 'last'))
    } finally {
      watcher.close()
    }
    return made.filter((name) => name !== 'last')
  }

  it('leaves nothing in temporary files, where a plain database does', async () => {
    expect(await madeBySorting('vault')).toEqual([])
    expect(await madeBySorting('plain')).not.toEqual([])
  })
})
