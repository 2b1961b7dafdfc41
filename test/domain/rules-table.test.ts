// docs/rules.md is true: its paths are there, and what proves a rule names it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8')
const rows = [...page.matchAll(/^\| ([A-Z]\d+) \|[^|]+\| `([^`]+)` \| `([^`]+)` \|$/gm)].map(([, id = '', enforcer = '', proof = '']) => ({ id, enforcer, proof }))

describe('the table of rules', () => {
  it('has a row for every rule carried out, each once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(24)
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(page.match(/^\| [A-Z]\d+ \|/gm)).toHaveLength(rows.length)
  })

  it.each(rows)('$id is enforced in $enforcer and proven in $proof', ({ id, enforcer, proof }) => {
    expect(existsSync(join(ROOT, enforcer))).toBe(true)
    const titles = readFileSync(join(ROOT, proof), 'utf8').match(/(?:it|describe)(?:\.each\([\s\S]*?\))?\(\s*['"`][^\n]*/g) ?? []
    expect(titles.some((title) => new RegExp(`\\b${id}\\b`).test(title))).toBe(true)
  })
})
