// Where the window opens again, and what a damaged memory of it does: nothing (DESIGN decision 1).
import { describe, expect, it } from 'vitest'
import { editItems, menuBar } from '../../electron/desktop/menu.ts'
import { isReachable, profileFolder, readPlace, USUAL } from '../../electron/desktop/place.ts'

const nothing = (): void => undefined
const bounds = { x: 10, y: 20, width: 1280, height: 720 }

describe('a remembered place', () => {
  it('is taken as it was left', () => {
    const place = { bounds, maximized: true, language: 'en', keepInTray: false }
    expect(readPlace(place)).toEqual(place)
    const older = { bounds, maximized: true, language: 'en' }
    expect(readPlace(older)).toEqual({ ...older, keepInTray: null })
    expect(readPlace({ ...place, bounds: null })).toEqual({ ...place, bounds: null })
  })

  it.each([
    undefined, null, 'x', [], {}, { bounds, maximized: 'yes', language: 'en' }, { bounds, maximized: true, language: 'fr' },
    { bounds: { ...bounds, width: 3 }, maximized: true, language: 'en' }, { bounds: { ...bounds, x: 0.5 }, maximized: true, language: 'en' },
    { bounds: { ...bounds, y: Infinity }, maximized: true, language: 'en' }, { bounds, maximized: true, language: 'en', name: '张三' },
  ])('%j counts as none', (value) => {
    expect(readPlace(value)).toEqual(USUAL)
  })
})

describe('a window opens where one can take hold of it', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1040 }, { x: 1920, y: 200, width: 1280, height: 1024 }]

  it.each([
    [{ x: 0, y: 0 }, true], [{ x: 1700, y: 0 }, true], [{ x: 2000, y: 300 }, true], [{ x: -1000, y: 0 }, true],
    [{ x: -1200, y: 0 }, false], [{ x: 3100, y: 300 }, false], [{ x: 0, y: -5 }, false], [{ x: 0, y: 1000 }, false], [{ x: 2000, y: 100 }, false],
  ])('%j: %s', (corner, reachable) => {
    expect(isReachable({ ...bounds, ...corner }, screens)).toBe(reachable)
    expect(isReachable({ ...bounds, ...corner }, [])).toBe(false)
  })
})

it('each archive has its own profile', () => {
  expect(profileFolder('/data', '/data/archive')).toBe(profileFolder('/data', '/data/archive'))
  expect(profileFolder('/data', '/data/archive')).not.toBe(profileFolder('/data', '/data/demo'))
  expect(profileFolder('/data', '/data/archive')).toMatch(/[\\/]data[\\/]window[\\/][0-9a-f]{16}$/)
})

it('both languages have the same menus, and a Mac its own first one', () => {
  const roles = (language: 'zh-CN' | 'en') => JSON.stringify(menuBar(language, 'linux', nothing), (key, value: unknown) => (key === 'label' ? '' : value))
  expect(roles('en')).toBe(roles('zh-CN'))
  expect(JSON.stringify(menuBar('zh-CN', 'linux', nothing))).not.toBe(JSON.stringify(menuBar('en', 'linux', nothing)))
  expect(menuBar('en', 'darwin', nothing)[0]?.submenu).toMatchObject([{ label: 'About YiDang' }, {}, { role: 'hide' }, {}, { role: 'quit' }])
  expect(editItems('en').every(({ role, type }) => role !== undefined || type === 'separator')).toBe(true)
})
