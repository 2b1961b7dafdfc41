// What is lent and counted in the last weeks (rules L1 to L4, C1, C7): a folder that came back, one that is overdue, one that is out and one
// that waits for its approval; and a cabinet taken stock of, with a folder in the wrong slot that was put back.
import type { Output } from '#shared/contract/index.ts'
import { labelText } from '#shared/domain/label.ts'
import { addDays, instantAt, type LocalDate } from '#shared/domain/local-date.ts'
import type { Desk } from './desk.ts'
import { drawSignature } from './hand.ts'
import type { Round } from './plan.ts'
import { makeRandom, type Random } from './random.ts'
import { dayAtWork } from './rounds.ts'
import { nameOf } from './staff.ts'

const ARCHIVIST = 'archivist'
/** A hand of its own, so that what else is drawn stays as it was. */
const SEED = 17
const [LENT_DAYS_AGO, BACK_DAYS_AGO, COUNTED_DAYS_AGO, OUT_DAYS_AGO, ASKED_DAYS_AGO] = [15, 13, 6, 4, 1]

/** In minutes after midnight; what is counted is counted before the desk opens. */
const BEGINS = 7 * 60 + 45

type LoanId = Output<'loan.request'>['id']
type Folder = Output<'cabinet.drawn'>['shelves'][number]['slots'][number]['folders'][number]

/** In order. */
export function planLending(desk: Desk, today: LocalDate, password: string): Round[] {
  const random = makeRandom(SEED)
  const lent: LoanId[] = []
  const lend = async (folder: Folder | undefined, asked: Asked): Promise<void> => {
    if (!folder) return
    const id = await ask(desk, folder, asked)
    await desk.call(asked.approver, 'loan.approve', { id, remark: '' })
    await desk.sign(ARCHIVIST, 'loan.handOut', { id, ...counted(26), papers: [], ...signed(asked.borrower, password, random) })
    lent.push(id)
  }
  const rounds: { ago: number; work: (on: LocalDate) => Promise<void> }[] = [
    {
      ago: LENT_DAYS_AGO,
      work: async () => {
        const [first, second] = await foldersIn(desk, 'A')
        await lend(first, { borrower: 'sales1', approver: 'sales.head', place: 'out', reason: '送车管所核对', purpose: '客户办理转移登记，核对购车发票与合格证', days: 3 })
        await lend(second, { borrower: 'sales2', approver: 'sales.head', place: 'out', reason: '送贷款银行复核', purpose: '补办按揭抵押手续', days: 3 })
      },
    },
    {
      ago: BACK_DAYS_AGO,
      work: async () => {
        const [id] = lent
        if (id === undefined) return
        await desk.sign(ARCHIVIST, 'loan.giveBack', { id, ...counted(26), papers: [], pieces: 0, broughtBy: null, ...signed('sales1', password, random) })
      },
    },
    { ago: COUNTED_DAYS_AGO, work: (on) => takeStock(desk, 'B', on) },
    {
      ago: OUT_DAYS_AGO,
      work: async () => {
        const folders = await foldersIn(desk, 'A')
        await lend(folders[2], { borrower: 'sales3', approver: 'sales.head', place: 'out', reason: '送保险公司核赔', purpose: '客户出险，核对保单与交车确认单', days: 10 })
      },
    },
    {
      ago: ASKED_DAYS_AGO,
      work: async () => {
        const folder = (await foldersIn(desk, 'A'))[3]
        if (!folder) return
        await ask(desk, folder, { borrower: 'service1', place: 'premises', reason: '', purpose: '客户投诉处理，核对交车时的加装项目', days: 1 })
      },
    },
  ]
  return rounds.map(({ ago, work }) => ({
    on: dayAtWork(addDays(today, -ago)),
    work: async (_standing, on) => {
      desk.setTime(instantAt(on, BEGINS))
      await work(on)
    },
  }))
}

type Request = { borrower: string; place: 'premises' | 'out'; reason: string; purpose: string; days: number }
type Asked = Request & { approver: string }

async function ask(desk: Desk, { number }: Folder, { borrower, place, reason, purpose, days }: Request): Promise<LoanId> {
  return (await desk.call(borrower, 'loan.request', { dossier: number, papers: [], borrower: null, place, reason, purpose, days })).id
}

const counted = (pages: number) => ({ pages, condition: 'sound', remark: '' }) as const

const signed = (borrower: string, password: string, random: Random) => ({
  borrowerPassword: password, borrowerDrawn: drawSignature(nameOf(borrower), random),
  keeperPassword: password, keeperDrawn: drawSignature(nameOf(ARCHIVIST), random),
})

async function drawnOf(desk: Desk, code: string): Promise<Output<'cabinet.drawn'> | null> {
  const cabinet = (await desk.call(ARCHIVIST, 'cabinet.list', {})).find((each) => each.code === code)
  return cabinet ? desk.call(ARCHIVIST, 'cabinet.drawn', { id: cabinet.id }) : null
}

const slotsOf = (drawn: Output<'cabinet.drawn'> | null) => drawn?.shelves.flatMap(({ slots }) => slots) ?? []

/** The folders that belong in a cabinet, slot by slot. */
const foldersIn = async (desk: Desk, code: string): Promise<Folder[]> => slotsOf(await drawnOf(desk, code)).flatMap(({ folders }) => folders)

/** Every folder where it belongs, but for the last one, which lies a slot further on. */
async function takeStock(desk: Desk, code: string, on: LocalDate): Promise<void> {
  const drawn = await drawnOf(desk, code)
  const last = slotsOf(drawn).findLast(({ folders }) => folders.length > 0)
  if (!drawn || !last) return
  const beside = slotsOf(drawn).find(({ label }) => label > last.label) ?? last
  const strayed = last.folders.at(-1)
  const { id } = await desk.call(ARCHIVIST, 'stocktaking.start', { cabinetId: drawn.id, shelf: null })
  for (const { label, folders } of slotsOf(drawn)) {
    if (folders.length === 0) continue
    await desk.call(ARCHIVIST, 'stocktaking.scan', {
      id,
      scans: folders.map((folder) => ({
        key: `demo-${folder.number}`.replaceAll(/[^0-9A-Za-z-]/g, '-'), slot: folder === strayed ? beside.label : label,
        text: labelText({ what: 'dossier', number: folder.number }),
      })),
    })
  }
  desk.setTime(instantAt(on, BEGINS + 25))
  const [top, ...others] = drawn.shelves.map(({ number }) => number)
  if (top !== undefined) await desk.call(ARCHIVIST, 'stocktaking.inspect', { id, shelves: [top], findings: ['damp'], remark: '靠窗一侧略潮，已加干燥剂。' })
  if (others.length > 0) await desk.call(ARCHIVIST, 'stocktaking.inspect', { id, shelves: others, findings: [], remark: '' })
  desk.setTime(instantAt(on, BEGINS + 30))
  await desk.call(ARCHIVIST, 'stocktaking.finish', { id, remark: '' })
  desk.setTime(instantAt(on, BEGINS + 40))
  for (const { id: differenceId } of (await desk.call(ARCHIVIST, 'stocktaking.get', { id })).differences) {
    if (differenceId !== null) await desk.call(ARCHIVIST, 'stocktaking.settle', { id, differenceId, outcome: 'putBack', slot: null, remark: '上次取阅后放错一格，已放回。' })
  }
  await desk.call(ARCHIVIST, 'stocktaking.close', { id, remark: '' })
}
