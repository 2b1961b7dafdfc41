// docs/rules.md is true: its paths are there, and what proves a rule names it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')
const page = readFileSync(join(ROOT, 'docs', 'rules.md'), 'utf8')
const pathsIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
const rows = [...page.matchAll(/^\| ([A-Z]\d+) \|[^|]+\| ((?:`[^`]+`(?:, )?)+) \| ((?:`[^`]+`(?:, )?)+) \|$/gm)]
  .map(([, id = '', enforcers = '', proofs = '']) => ({ id, enforcers: pathsIn(enforcers), proofs: pathsIn(proofs) }))

describe('the table of rules', () => {
  it('has a row for every rule carried out, each once', () => {
    expect(rows.length).toBeGreaterThanOrEqual(24)
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
    expect(page.match(/^\| [A-Z]\d+ \|/gm)).toHaveLength(rows.length)
  })

  it.each(rows)('$id is enforced where it says', ({ enforcers }) => {
    expect(enforcers.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })

  it.each(rows)('$id is named by every test that proves it', ({ id, proofs }) => {
    const names = (path: string): boolean => {
      const titles = readFileSync(join(ROOT, path), 'utf8').match(/(?:it|describe|step)(?:\.each\([\s\S]*?\))?\(\s*['"`][^\n]*/g) ?? []
      return titles.some((title) => new RegExp(`\\b${id}\\b`).test(title))
    }
    expect(proofs.filter((path) => !names(path))).toEqual([])
  })
})
