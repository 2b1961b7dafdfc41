// Electron's security checklist in docs/security.md is true: every item has a test, and the test is there.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/electron.ts'

const rows = [...readFileSync(join(ROOT, 'docs/security.md'), 'utf8').matchAll(/^\| (\d+) \| .* \| `([\w.]+\.test\.ts)` “(.+)” \|$/gm)]
  .map(([, item = '', file = '', title = '']) => ({ item: Number(item), file, title }))

describe('Electron’s security checklist', () => {
  it('has each of its twenty items', () => {
    expect(rows.map(({ item }) => item)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })

  it.each(rows)('$item: $file “$title”', ({ file, title }) => {
    expect(readFileSync(join(ROOT, 'test/desktop', file), 'utf8')).toContain(`it('${title}'`)
  })

  it('nothing in the program opens an address outside of it', () => {
    const folder = join(ROOT, 'dist/desktop')
    const bundle = readdirSync(folder).filter((name) => /\.c?js$/.test(name)).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
    expect(bundle).toContain('setWindowOpenHandler')
    for (const way of ['openExternal', 'setAsDefaultProtocolClient', 'executeJavaScript', 'insertCSS', 'openDevTools', 'BrowserView', 'UtilityProcess']) expect([way, bundle.includes(way)]).toEqual([way, false])
  })
})

describe('what installers are told', () => {
  const config = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')
  const part = (name: string): string => new RegExp(`^${name}:\\n((?: .*\\n)+)`, 'm').exec(config)?.[1] ?? ''

  it('Windows: for a person or for everybody, as is chosen; what a person made stays', () => {
    expect(part('nsis')).toContain('oneClick: false\n  perMachine: false\n')
    expect(part('nsis')).toContain('deleteAppDataOnUninstall: false\n')
    // No script of our own that could remove more.
    expect(part('nsis')).not.toMatch(/include|script/)
    expect(readdirSync(join(ROOT, 'resources')).filter((name) => /\.ns[hi]$/.test(name))).toEqual([])
  })

  it('macOS: a hardened runtime that may make machine code and use the camera, and says why', () => {
    expect(part('mac')).toContain('hardenedRuntime: true\n')
    expect(part('mac')).toContain('NSCameraUsageDescription:')
    const keys = [...readFileSync(join(ROOT, 'resources/entitlements.mac.plist'), 'utf8').matchAll(/<key>(.*)<\/key>/g)].map(([, key]) => key)
    expect(keys).toEqual(['com.apple.security.cs.allow-jit', 'com.apple.security.device.camera'])
  })

  it('Linux: an AppImage and a deb without scripts of our own', () => {
    expect(part('linux')).toContain('target: [AppImage, deb]\n')
    expect(config).not.toMatch(/afterInstall|afterRemove|fpm/)
  })

  it('every system has an icon of its own format, with the sizes it asks for', () => {
    const ico = readFileSync(join(ROOT, 'resources/icon.ico'))
    expect(Array.from({ length: ico.readUInt16LE(4) }, (_, at) => ico[6 + 16 * at])).toEqual([16, 20, 24, 32, 40, 48, 64, 0])
    const icns = readFileSync(join(ROOT, 'resources/icon.icns'))
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
    expect(readdirSync(join(ROOT, 'resources/icons')).toSorted()).toEqual([16, 24, 32, 48, 64, 128, 256, 512].map((side) => `${side}x${side}.png`).toSorted())
  })
})
