// The year's papers bound (rules C2 to C5): general documents entered, last year's sign-in book closed, its documents being ordered, service
// records proposed.
import type { RawInput } from '#shared/contract/index.ts'
import { addDays, instantAt, localDate, type LocalDate } from '#shared/domain/local-date.ts'
import { STATE_CALENDAR, workingDay } from '#shared/domain/working-day.ts'
import type { Desk } from './desk.ts'
import { drawSignature } from './hand.ts'
import type { Round } from './plan.ts'
import type { Random } from './random.ts'
import { nameOf } from './staff.ts'

const KEEPER = 'archivist'
const CHECKER = 'care.director'
const DAYS_BACK = 12

type Document = Omit<RawInput<'generalPaper.add'>, 'classId' | 'withId' | 'onDate' | 'level'> & { day: string; /** Belongs with the one before. */ joined?: true }

const DOCUMENTS: readonly Document[] = [
  { title: '关于调整客户档案保管期限的通知', day: '03-04', documentNumber: '客关〔{year}〕3号', responsible: '客户关爱部', pages: 2, part: 'single' },
  { title: '关于增购档案柜的请示', day: '05-12', documentNumber: '客关〔{year}〕7号', responsible: '客户关爱部', pages: 3, part: 'request' },
  { title: '关于增购档案柜的批复', day: '05-20', documentNumber: '总办〔{year}〕15号', responsible: '总经理办公室', pages: 1, part: 'reply', joined: true },
  { title: '客户档案管理制度（修订稿）', day: '09-01', documentNumber: '总办〔{year}〕22号', responsible: '总经理办公室', pages: 12, part: 'final' },
  { title: '客户档案管理制度（征求意见稿）', day: '08-11', documentNumber: '', responsible: '客户关爱部', pages: 14, part: 'draft', joined: true },
  { title: '年度档案工作总结', day: '12-28', documentNumber: '', responsible: '客户关爱部', pages: 6, part: 'single' },
]

/** One morning some days before the end. The same for the same store. */
export function planVolumes(desk: Desk, startOn: LocalDate, until: LocalDate, random: Random, password: string): Round[] {
  const on = dayAtWork(addDays(until, -DAYS_BACK))
  const year = Number(on.slice(0, 4)) - 1
  return startOn < `${year}-12-01` ? [{ on, work: async () => {
    desk.setTime(instantAt(on, 8 * 60 + 10))
    await bind(desk, year, random, password)
  } }] : []
}

function dayAtWork(on: LocalDate): LocalDate {
  return workingDay(on, STATE_CALENDAR).working ? on : dayAtWork(addDays(on, -1))
}

async function bind(desk: Desk, year: number, random: Random, password: string): Promise<void> {
  const { classes } = await desk.call(KEEPER, 'volume.scheme', {})
  const classOf = (source: (typeof classes)[number]['source']): (typeof classes)[number] => {
    const found = classes.find((each) => each.source === source)
    if (!found) throw new Error(`the scheme has no class for ${source}`)
    return found
  }
  const documents = classOf('general').id
  let before: RawInput<'generalPaper.add'>['withId'] = null
  for (const { day, joined, documentNumber, ...document } of DOCUMENTS) {
    const { id }: { id: number } = await desk.call(KEEPER, 'generalPaper.add', {
      classId: documents, ...document, documentNumber: documentNumber.replace('{year}', String(year)), onDate: localDate(`${year}-${day}`), level: 'restricted',
      withId: joined ? before : null,
    })
    before = id
  }
  const services = classOf('serviceRecords')
  await desk.call(CHECKER, 'volume.updateClass', { id: services.id, name: services.name, term: services.term, binds: true })
  const { classes: waiting } = await desk.call(KEEPER, 'volume.overview', { year })
  for (const { id, unbound } of waiting) if (unbound > 0) await desk.call(KEEPER, 'volume.propose', { classId: id, year })
  await accept(desk, documents, year)
  for (const id of await accept(desk, classOf('signInBook').id, year)) {
    await desk.sign(KEEPER, 'volume.close', {
      id, states: { missing: '', altered: '', added: '', movedOut: '', destroyed: '' }, binderPassword: password, binderDrawn: drawSignature(nameOf(KEEPER), random),
      checkerLogin: CHECKER, checkerPassword: password, checkerDrawn: drawSignature(nameOf(CHECKER), random),
    })
  }
}

/** Numbers a class's proposals. */
async function accept(desk: Desk, classId: number, year: number): Promise<number[]> {
  const { volumes } = await desk.call(KEEPER, 'volume.list', { classId, year, state: 'proposed', text: '', limit: 100 })
  const ids = volumes.map(({ id }) => id)
  if (ids.length > 0) await desk.call(KEEPER, 'volume.accept', { ids })
  return ids
}
