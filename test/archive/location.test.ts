// What endangers an archive by where it lies, and what is told of a place from outside (rule A2).
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lookAt, riskOf, riskOfPath } from '#archive/backup/location.ts'
import { temporaryFolder } from '#test/support/archive.ts'

const root = temporaryFolder()
afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('A2 where an archive lies', () => {
  it('A2 inside a folder that a service synchronises, by whatever link one gets there', async () => {
    const inside = join(root, 'OneDrive - 合肥示例', 'archive')
    mkdirSync(inside, { recursive: true })
    expect(await riskOf(inside)).toBe('synchronised')
    symlinkSync(inside, join(root, 'link'))
    expect(await riskOf(join(root, 'link'))).toBe('synchronised')
    expect(await riskOf(root)).toBeNull()
    for (const name of ['Dropbox', '坚果云', 'iCloudDrive', 'Google Drive', '百度网盘同步空间']) expect(riskOfPath(`D:\\资料\\${name}\\档案`)).toBe('synchronised')
    for (const name of ['Dropbox 说明', '我的百度', 'drive']) expect(riskOfPath(`/home/desk/${name}/archive`)).toBeNull()
  })
})

describe('A2 a place seen from outside', () => {
  it('A2 there or not, with its room, on the archive’s disk or not, and holding what it should', async () => {
    const place = join(root, 'place')
    mkdirSync(place)
    expect(await lookAt(place, root, null)).toEqual({ reachable: true, free: expect.any(Number) as unknown, sameDisk: true })
    expect((await lookAt('/dev/shm', '/proc', null)).sameDisk).toBe(false)
    expect(await lookAt(place, root, join(place, 'yidang-backup'))).toMatchObject({ reachable: false })
    expect(await lookAt(join(root, 'gone'), root, null)).toMatchObject({ reachable: false })
    writeFileSync(join(root, 'file'), '')
    expect(await lookAt(join(root, 'file'), root, null)).toMatchObject({ reachable: false })
  })
})
