// The browser shell's predicates by themselves (DESIGN decision 7).
import { describe, expect, it } from 'vitest'
import { openCommand } from '../../electron/browser/open.ts'
import {
  cookieHeader, cookieValue, isOwnCall, isOwnHost, isSameSecret, readTarget, type Asked,
} from '../../electron/browser/policy.ts'

describe('Host', () => {
  it.each([['127.0.0.1:4000'], ['localhost:4000']])('%s is this server', (host) => {
    expect(isOwnHost([host], 4000)).toBe(true)
  })

  it.each([
    [[]], [['']], [['127.0.0.1']], [['127.0.0.1:4001']], [['evil.example:4000']], [['127.0.0.1:4000.evil.example']],
    [['LOCALHOST:4000']], [['[::1]:4000']], [['127.1:4000']], [['127.0.0.1:4000', '127.0.0.1:4000']], [['127.0.0.1:4000', 'evil.example']],
  ])('%j is not', (host) => {
    expect(isOwnHost(host, 4000)).toBe(false)
  })
})

describe('a call', () => {
  const own: Asked = {
    host: ['localhost:4000'], origin: 'http://localhost:4000', contentType: 'application/json', fetchSite: 'same-origin', cookie: undefined,
  }

  it('from the own page is let in, with or without Sec-Fetch-Site', () => {
    expect(isOwnCall(own)).toBe('yes')
    expect(isOwnCall({ ...own, fetchSite: undefined, contentType: 'application/json; charset=utf-8' })).toBe('yes')
  })

  it.each([undefined, 'null', '', 'http://localhost:4001', 'https://localhost:4000', 'http://127.0.0.1:4000', 'http://localhost:4000/'])(
    'with the origin %s is foreign',
    (origin) => {
      expect(isOwnCall({ ...own, origin })).toBe('foreign')
    },
  )

  it.each(['cross-site', 'same-site', 'none', 'same-origin, cross-site'])('from %s is foreign', (fetchSite) => {
    expect(isOwnCall({ ...own, fetchSite })).toBe('foreign')
  })

  it.each([undefined, '', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'text/plain; application/json'])(
    'of the type %s is not JSON',
    (contentType) => {
      expect(isOwnCall({ ...own, contentType })).toBe('wrongType')
    },
  )
})

describe('the cookie', () => {
  it('is unreadable to scripts, is not sent from other sites, and ends with the browser', () => {
    expect(cookieHeader(4000, 'abc')).toBe('yidang-4000=abc; Path=/; HttpOnly; SameSite=Strict')
  })

  it('is found among others by its own name only', () => {
    expect(cookieValue('a=b; yidang-4000=abc; yidang-4001=xyz', 4000)).toBe('abc')
    expect(cookieValue('yidang-40001=abc', 4000)).toBeNull()
    expect(cookieValue(undefined, 4000)).toBeNull()
  })

  it('is not taken when it comes twice, since one of them was planted', () => {
    expect(cookieValue('yidang-4000=abc; yidang-4000=xyz', 4000)).toBeNull()
  })
})

it('secrets are the same only when they are', () => {
  expect(isSameSecret('secret', 'secret')).toBe(true)
  expect([null, '', 'secre', 'secret ', 'SECRET'].filter((given) => isSameSecret(given, 'secret'))).toEqual([])
})

it('a target is taken apart and nothing of it is decoded', () => {
  expect(readTarget('/?token=abc')).toEqual({ path: '/', token: 'abc' })
  expect(readTarget('/%2e%2e/secret?token=abc')).toEqual({ path: '/%2e%2e/secret', token: null })
  expect(readTarget('http://evil.example/')).toEqual({ path: 'http://evil.example/', token: null })
})

it('the address is opened by each system’s own command, and by none where there is no screen', () => {
  const url = 'http://127.0.0.1:4000/?token=abc'
  expect(openCommand('darwin', {}, url)).toEqual(['open', url])
  expect(openCommand('win32', {}, url)).toEqual(['rundll32', 'url.dll,FileProtocolHandler', url])
  expect(openCommand('linux', { DISPLAY: ':0' }, url)).toEqual(['xdg-open', url])
  expect(openCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' }, url)).toEqual(['xdg-open', url])
  expect(openCommand('linux', {}, url)).toBeNull()
})
