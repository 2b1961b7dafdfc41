// What belongs to a session while the engine works on it: tasks with their results (DESIGN 3), files held as lists (H8).
import { describe, expect, it } from 'vitest'
import { makeTasks, type TaskResult } from '#archive/backup/tasks.ts'
import { makeImports } from '#archive/import/imports.ts'
import { LOGINS, makeArchive, signIn } from '#test/support/archive.ts'

const own = { token: 'mine' }
const other = { token: 'theirs' }

/** Work that ends when it is told to. */
function slow() {
  const { promise, resolve } = Promise.withResolvers<TaskResult>()
  return { work: () => promise, end: async () => {
    resolve({})
    await promise
  } }
}

const refusalOf = (act: () => unknown): unknown => {
  try {
    act()
    return null
  } catch (error) {
    return error
  }
}
const NOT_FOUND = { code: 'notFound' }

describe('A1, DESIGN 3 tasks', () => {
  it('A1 are nobody else’s to see or to stop', async () => {
    const tasks = makeTasks()
    const id = tasks.start('verify', own, () => Promise.resolve({}))
    await tasks.stopAll()
    expect(tasks.get(own, id).state).toBe('done')
    expect(refusalOf(() => tasks.get(other, id))).toMatchObject(NOT_FOUND)
    expect(refusalOf(() => tasks.cancel(other, id))).toMatchObject(NOT_FOUND)
  })

  it('A1 go with their session, and one under way is let come to its end', async () => {
    const tasks = makeTasks()
    const { work, end } = slow()
    const over = tasks.start('verify', own, () => Promise.resolve({}))
    const running = tasks.start('backup', own, work)
    await Promise.resolve()
    tasks.dropOf(own.token)
    for (const id of [over, running]) expect(refusalOf(() => tasks.get(own, id))).toMatchObject(NOT_FOUND)
    const stopped = tasks.stopAll()
    await end()
    await stopped
    expect(refusalOf(() => tasks.get(own, running))).toMatchObject(NOT_FOUND)
  })

  it('of those that are over the last are remembered', async () => {
    const tasks = makeTasks()
    const ids: string[] = []
    for (let count = 0; count < 12; count += 1) {
      ids.push(tasks.start('verify', own, () => Promise.resolve({})))
      await tasks.stopAll()
    }
    expect(refusalOf(() => tasks.get(own, ids[0] ?? ''))).toMatchObject(NOT_FOUND)
    expect(tasks.get(own, ids[11] ?? '').state).toBe('done')
  })

  it('A1 through the door: another person, and the same one in another session, ask in vain', async () => {
    const archive = await makeArchive()
    try {
      const archivist = await archive.as(LOGINS.archivist)
      const { taskId } = await archivist.call('archive.verify', {})
      expect(await archivist.ask('task.get', { taskId })).toMatchObject({ ok: true })
      for (const person of [await archive.as(LOGINS.customerDirector), await signIn(archive.host, LOGINS.archivist)]) {
        expect(await person.ask('task.get', { taskId })).toMatchObject({ ok: false, error: NOT_FOUND })
        expect(await person.ask('task.cancel', { taskId })).toMatchObject({ ok: false, error: NOT_FOUND })
      }
    } finally {
      await archive.close()
    }
  })
})

describe('H8 files held as lists', () => {
  it('H8 a file stays for as long as a run of it lasts, also where its session ends meanwhile', async () => {
    const imports = makeImports()
    let released = 0
    const file = { name: 'x', size: 1, release: () => {
      released += 1
    } }
    const held = imports.get(own.token, imports.hold({ ...own, list: 'deliveries', fileName: 'a.csv', file }))
    const { work, end } = slow()
    const run = imports.during(held, work)
    imports.dropOf(own.token)
    expect(released).toBe(0)
    await end()
    await run
    expect(released).toBe(1)
  })

  it('H8 one that lies still goes at once', () => {
    const imports = makeImports()
    let released = 0
    imports.hold({ ...own, list: 'deliveries', fileName: 'a.csv', file: { name: 'x', size: 1, release: () => {
      released += 1
    } } })
    imports.dropOf(own.token)
    expect(released).toBe(1)
  })
})
