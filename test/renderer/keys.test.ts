// Every text of the catalogues stands somewhere: keys are looked for in the sources, written out or as templates with parts to fill.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { zh } from '../../renderer/i18n/zh-CN/index.ts'

const RENDERER = fileURLToPath(new URL('../../renderer/', import.meta.url))

/** Named by the engine: which of them there are is asked elsewhere. */
const BY_ENGINE = /^(?:problem|error|finding)\./

function keysOf(catalogue: object, before = ''): string[] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) => (
    typeof value === 'object' && value !== null ? keysOf(value, `${before}${key}.`) : [`${before}${key}`.replace(/_(?:one|other)$/, '')]
  ))
}

/** What stands in quotes: as it is, or, of a template, as a pattern. */
function quoted(): { plain: Set<string>; patterns: RegExp[] } {
  const plain = new Set<string>()
  const patterns = new Set<string>()
  const files = readdirSync(RENDERER, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  for (const file of files) {
    const source = readFileSync(`${RENDERER}${file}`, 'utf8')
    // One text may stand within another.
    for (const [, text = ''] of source.matchAll(/\$t\(([\w.]+)\)/g)) plain.add(text)
    if (file.startsWith('i18n')) continue
    for (const [, text = ''] of source.matchAll(/'([a-zA-Z]+(?:\.[a-zA-Z0-9]+)+)'/g)) plain.add(text)
    for (const [, text = ''] of source.matchAll(/`([a-zA-Z]+\.[^`\n]*?)`/g)) patterns.add(text)
  }
  const pattern = (text: string): RegExp => new RegExp(`^${text.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', String.raw`\.`)).join('.+')}$`)
  return { plain, patterns: [...patterns].filter((text) => /^[\w.${}[\]()? ':=!&|]+$/.test(text)).map(pattern) }
}

it('no text of the catalogues is left over', () => {
  const { plain, patterns } = quoted()
  const unused = keysOf(zh).filter((key) => !BY_ENGINE.test(key) && !plain.has(key) && patterns.every((pattern) => !pattern.test(key)))
  expect([...new Set(unused)]).toEqual([])
})
