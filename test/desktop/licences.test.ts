// What is shipped is pinned to a version, and comes with its licence; offline (CONTRIBUTING "A library").
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { gatherLicences } from '../../scripts/licences.ts'
import { ROOT } from '../support/electron.ts'

const versions = z.record(z.string(), z.string())
const manifest = z.looseObject({ dependencies: versions, devDependencies: versions })
const lock = z.object({
  packages: z.record(z.string(), z.looseObject({
    version: z.string().optional(), resolved: z.string().optional(), integrity: z.string().optional(), link: z.boolean().optional(),
    dependencies: versions.optional(), devDependencies: versions.optional(),
  })),
})
const read = (name: string): unknown => JSON.parse(readFileSync(join(ROOT, name), 'utf8'))

describe('dependencies', () => {
  const { dependencies, devDependencies } = manifest.parse(read('package.json'))
  const { packages } = lock.parse(read('package-lock.json'))

  it('are pinned: each to one version, in package.json as in the lock', () => {
    for (const [name, wanted] of Object.entries({ ...dependencies, ...devDependencies })) expect([name, wanted]).toEqual([name, expect.stringMatching(/^(?:npm:[\w@/-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/)])
    expect(packages['']).toMatchObject({ dependencies, devDependencies })
  })

  it('are locked: every package of the registry by its digest, none from elsewhere', () => {
    const installed = Object.entries(packages).filter(([folder]) => folder !== '')
    expect(installed.length).toBeGreaterThan(100)
    for (const [folder, { version, integrity, resolved, link }] of installed) {
      expect([folder, version, integrity, link]).toEqual([folder, expect.any(String), expect.stringMatching(/^sha512-/), undefined])
      expect([folder, resolved ?? 'https://registry.npmjs.org/']).toEqual([folder, expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//)])
    }
  })
})

describe('licences', () => {
  const { version, parts, texts } = gatherLicences()

  it('are there with their texts, of every package that is shipped and of what is inside one', () => {
    const named = new Map(parts.map((part) => [part.name, part]))
    const { dependencies } = manifest.parse(read('package.json'))
    for (const name of Object.keys(dependencies)) expect(named.has(name === 'better-sqlite3' ? 'better-sqlite3-multiple-ciphers' : name)).toBe(true)
    for (const name of ['Electron', 'Chromium, Node.js', 'Noto Sans CJK SC', 'SQLite, SQLite3 Multiple Ciphers', 'scheduler', '@rc-component/table']) expect(named.has(name)).toBe(true)
    for (const { name, texts: of } of parts) for (const number of of) expect([name, (texts[number] ?? '').length > 60]).toEqual([name, true])
    expect(parts.every(({ texts: of }) => of.length > 0)).toBe(true)
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('name none that a product may not be shipped under, and nothing that tests alone need', () => {
    const licences = new Set(parts.flatMap(({ licence }) => licence.split(/ AND | OR |, /)).map((text) => text.replace(/[()]/g, '')).filter((text) => text !== ''))
    // The LGPL asks that the library can be replaced: libheif's WebAssembly lies in a file of its own beside the program (electron-builder.yml).
    for (const licence of licences) expect(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'Unlicense', 'LGPL-3.0', 'OFL-1.1', 'Public Domain', 'CC0-1.0', 'BlueOak-1.0.0']).toContain(licence)
    for (const name of ['vitest', 'playwright-core', 'electron-builder']) expect(parts.some((part) => part.name === name)).toBe(false)
  })

  it('say each text once', () => {
    expect(new Set(texts).size).toBe(texts.length)
  })
})
