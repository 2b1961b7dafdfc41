// The archive that is measured is one like any other: it verifies and is found again.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { verifyArchive } from '#archive/backup/run.ts'
import { startHost } from '#archive/host.ts'
import { localDate } from '#shared/domain/local-date.ts'
import { fillArchive } from '#test/bench/fill.ts'
import { signIn, temporaryFolder } from '#test/support/archive.ts'

vi.setConfig({ testTimeout: 120_000 })

const root = temporaryFolder()

afterAll(() => rmSync(root, { recursive: true, force: true }))

it('a filled archive verifies, holds as many dossiers as asked for, and one of them has fifty records', async () => {
  const folder = join(root, 'filled')
  const { fullest } = await fillArchive({ folder, dossiers: 60, seed: 3, password: 'filled 2026', today: localDate('2026-02-14') })
  const { chains, findings } = await verifyArchive({ folder, password: { login: 'gm', password: 'filled 2026' } }, null)
  expect(findings).toEqual([])
  expect(chains.find(({ chain }) => chain === 'book')?.entries).toBeGreaterThan(100)

  const host = await startHost({ folder, program: 'test', startAt: null })
  const gm = await signIn(host, 'gm', 'filled 2026')
  const search = { dates: null, state: null, kind: null, limit: 200 } as const
  expect((await gm.call('dossier.search', { ...search, text: '' })).hits).toHaveLength(60)
  const { hits: [hit] } = await gm.call('dossier.search', { ...search, text: fullest })
  expect(hit && (await gm.call('dossier.open', { id: hit.dossierId })).records).toHaveLength(50)
  await host.close()
})
