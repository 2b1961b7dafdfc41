// Where an archive lies when none is named, and the time a training archive is run at (DESIGN decision 10).
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolder, readTime, startOptions } from '../../electron/shell/start-options.ts'

describe('the data folder follows each system’s custom', () => {
  it.each([
    ['linux', { XDG_DATA_HOME: '/data' }, join('/data', 'yidang')],
    ['linux', {}, join('/home/li', '.local', 'share', 'yidang')],
    ['linux', { XDG_DATA_HOME: 'relative' }, join('/home/li', '.local', 'share', 'yidang')],
    ['darwin', { XDG_DATA_HOME: '/data' }, join('/home/li', 'Library', 'Application Support', 'yidang')],
    ['win32', { LOCALAPPDATA: 'L' }, join('L', 'yidang')],
    ['win32', {}, join('/home/li', 'AppData', 'Local', 'yidang')],
  ] as const)('%s with %j', (platform, environment, folder) => {
    expect(dataFolder(platform, environment, '/home/li')).toBe(folder)
  })
})

describe('--now', () => {
  it.each([
    ['2026-02-13T17:30', '2026-02-13T09:30:00.000Z'],
    ['2026-02-13T17:30:15', '2026-02-13T09:30:15.000Z'],
    ['2026-02-13T17:30Z', '2026-02-13T17:30:00.000Z'],
    ['2026-02-13T17:30+02:00', '2026-02-13T15:30:00.000Z'],
  ])('%s on the store’s clock is %s', (text, utc) => {
    expect(readTime(text)).toBe(Date.parse(utc))
  })

  it.each(['', 'now', '2026-02-13', '2026-13-13T17:30', '2026-02-30T17:30', '2026-02-13T25:30', '13.02.2026 17:30', '1'])('%s is no time', (text) => {
    expect(readTime(text)).toBeNull()
    expect(() => startOptions({ now: text })).toThrow(RangeError)
  })
})

it('a named folder is meant from where the program was called', () => {
  expect(startOptions({ archive: 'store' })).toEqual({ archive: join(process.cwd(), 'store'), startAt: null })
})
