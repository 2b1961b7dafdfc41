// Destruction lists of a test's archive, gone through as people would; and a dossier with unmistakable texts wherever one can be typed.
import type { Id } from '#shared/domain/id.ts'
import type { Output, RawInput } from '#shared/contract/index.ts'
import { LOGINS, PASSWORD, type Entry, type TestArchive } from '#test/support/archive.ts'
import type { Planted } from '#test/support/byte-search.ts'
import type { DayArchive } from '#test/support/days.ts'
import { wanted } from '#test/support/copies.ts'
import { loansIn } from '#test/support/loans.ts'
import { identityNumberOf, signatureOf, vehicleOf } from '#test/support/samples.ts'
import { attachScan, noise, pngPage } from '#test/support/scans.ts'

type DisposalId = Id<'disposal'>

export type Appraised = RawInput<'disposal.draft'>['items'][number]

export const toDestroy = (dossierId: Id<'dossier'>): Appraised => ({ dossierId, appraisal: 'destroy', years: null, words: '期满无保存价值' })

type CarryOut = RawInput<'disposal.carryOut'>

export const HANDS: Omit<CarryOut, 'id'> = {
  way: 'shredded', keeperPassword: PASSWORD, keeperDrawn: signatureOf(1), witness1Login: LOGINS.salesHead, witness1Password: PASSWORD, witness1Drawn: signatureOf(2),
  witness2Login: LOGINS.serviceHead, witness2Password: PASSWORD, witness2Drawn: signatureOf(3),
}

export function disposalsIn(archive: TestArchive) {
  const disposals = {
    draft: async (...items: Appraised[]): Promise<DisposalId> => (
      (await (await archive.as(LOGINS.archivist)).call('disposal.draft', { items, remark: '年度鉴定' })).id
    ),
    approved: async (...items: Appraised[]): Promise<DisposalId> => {
      const id = await disposals.draft(...items)
      await (await archive.as(LOGINS.archivist)).call('disposal.submit', { id, remark: '' })
      await (await archive.as(LOGINS.customerDirector)).call('disposal.approve', { id, remark: '' })
      await (await archive.as(LOGINS.generalManager)).call('disposal.approve', { id, remark: '' })
      return id
    },
    carryOut: async (id: DisposalId, change: Partial<CarryOut> = {}): Promise<Output<'disposal.carryOut'>> => (
      (await archive.as(LOGINS.archivist)).call('disposal.carryOut', { id, ...HANDS, ...change })
    ),
    get: async (id: DisposalId): Promise<Output<'disposal.get'>> => (await archive.as(LOGINS.archivist)).call('disposal.get', { id }),
  }
  return disposals
}

const UNIT = '某某保险销毁分公司卯七七七'

/** Texts and bytes that stand nowhere else. */
export const PLANTED = {
  owner: '欧阳销毁甲', mobile: '13977770001', landline: '0551-87770001', address: '合肥市销毁路七千零一号', identity: '340101198703077714',
  former: '司徒销毁乙', formerMobile: '13977770002', formerAddress: '合肥市旧主路七千零二号',
  vin: 'LSVNX41ZX27770011', plate: '皖A77X77', pastPlate: '皖A66Y66', engine: 'ENGXH777001', order: 'DDXH-777001', contact: '诸葛联系丙', phone: '13977770003',
  paperNote: '材料备注丁七七七', loanPurpose: '借阅事由己七七七', loanRemark: '归还备注庚七七七', copyPurpose: '复印用途辛七七七',
  correctionRemark: '整改备注壬七七七', scanReason: '抽换原因癸七七七', holdReason: '争议缘由子七七七', termReason: '期限理由丑七七七', draft: '草稿之中寅七七七',
  copyRecipient: '复印接收卯七七七', copyRemark: '批准意见辰七七七', copyReason: '绝密复印理由巳七七七', copyOutcome: '收回备注午七七七',
  secrecyReason: '定密理由未七七七', paperReason: '材料定密理由申七七七', lowered: '降密理由酉七七七', readerReason: '指定知悉戌七七七', revokeReason: '收回知悉亥七七七',
  readPurpose: '阅读事由甲八八八', grantRemark: '准予阅读乙八八八', namelessPurpose: '无名申请丙八八八', declined: '不予阅读丁八八八',
  // Of others, who name them: what they said goes.
  leakWhat: '欧阳销毁甲的资料外传戊八八八', leakHow: '皖A77X77的合同被拍照己八八八', leakMeasure: '电话告知欧阳销毁甲庚八八八', leakFindings: '核对13977770001的通话辛八八八',
  leakOutcome: '已向欧阳销毁甲致歉壬八八八', paperTitle: '关于欧阳销毁甲投诉的复函癸八八八', closingState: '缺欧阳销毁甲的回执子八八八', volumeRemark: '皖A77X77的回执补入丑八八八',
} as const

const IMAGE = noise(64, 'the planted picture')

export const plantedAll: readonly Planted[] = [
  ...Object.entries(PLANTED).map(([what, text]) => ({ what, text })),
  { what: 'a picture', bytes: IMAGE },
  { what: 'an outsider’s unit', text: UNIT },
]

const page = (): Buffer<ArrayBuffer> => Buffer.concat([pngPage('planted'), IMAGE])

const STRANGER: NonNullable<RawInput<'loan.request'>['borrower']> = {
  kind: 'outsider', name: '钱明远', unit: UNIT, letterNumber: '介字 15-018', letterIssuer: UNIT, identityKind: 'identityCard', identityNumber: identityNumberOf(77),
}

type Customer = NonNullable<RawInput<'record.enter'>['customer']>

const FORMER: Customer = {
  kind: 'person', identityKind: 'identityCard', identityNumber: '340101199001017711', name: PLANTED.former, mobile: PLANTED.formerMobile, landline: '',
  address: PLANTED.formerAddress,
}
const OWNER: Customer = {
  kind: 'person', identityKind: 'identityCard', identityNumber: PLANTED.identity, name: PLANTED.owner, mobile: PLANTED.mobile, landline: PLANTED.landline,
  address: PLANTED.address,
}

/**
 * A delivery with all of it, and a visit: changed hands and plates, filed, scanned, copied, corrected, lent to an outsider, kept back, read on
 * request, leaked, held and let go. `day`: the next one, on which the car changes hands.
 */
export async function plantDossier(archive: DayArchive, day: string): Promise<Entry> {
  const vehicle = { ...vehicleOf(7770), vin: PLANTED.vin, vinConfirmed: true, plate: PLANTED.pastPlate, engineNumber: PLANTED.engine }
  const entry = await archive.enter('delivery', {
    vehicle, customer: FORMER, contact: { name: PLANTED.contact, phone: PLANTED.phone, confirmed: true }, orderNumber: PLANTED.order,
  })
  const { dossierId, recordId, dossierNumber } = entry
  await archive.handOver([recordId], (line) => (line.code === 'greenCard' ? { customerSignature: 'missing', note: PLANTED.paperNote } : { note: PLANTED.paperNote }))
  const visit = await archive.enter('maintenance', { vehicle, customer: null })
  await archive.handOver([visit.recordId])
  await archive.goTo(day)
  const archivist = await archive.as(LOGINS.archivist)
  const director = await archive.as(LOGINS.customerDirector)
  const { plateMoved: _moved, vin: _vin, vinConfirmed: _confirmed, ...details } = vehicle
  await archivist.call('vehicle.update', { dossierId, vehicle: { ...details, plate: PLANTED.plate, plateMoved: false } })
  await archivist.call('dossier.changeOwner', { dossierId, customer: OWNER, fromOn: day })
  await archivist.call('cabinet.add', { room: '一号库', code: 'A', shelves: 1, slotsPerShelf: 2, capacity: 5 })
  await archivist.call('filing.placeFolder', { dossierId, slot: null })
  await archivist.call('filing.place', { recordIds: [recordId] })
  const { scanIds: [first] } = await attachScan(archivist, page(), { recordId, code: 'greenCard' })
  const { scanIds: [second] } = await attachScan(archivist, Buffer.concat([page(), Buffer.from(' second')]), { recordId, code: 'greenCard' })
  if (first === undefined || second === undefined) throw new Error('two pages')
  const manager = await archive.as(LOGINS.generalManager)
  const copied = wanted({ recordId, scanIds: [first] }, { purpose: PLANTED.copyPurpose, recipient: PLANTED.copyRecipient })
  const { id: copy } = await archivist.call('copy.request', copied)
  await manager.call('copy.approve', { id: copy, remark: PLANTED.copyRemark })
  const { copyId } = await archivist.call('copy.make', { id: copy })
  await archivist.call('copy.settle', { id: copyId, outcome: 'returned', on: day, remark: PLANTED.copyOutcome })
  await archivist.call('scan.remove', { scanIds: [second], reason: PLANTED.scanReason })
  const { id: correction } = await archivist.call('correction.order', {
    recordId, personId: null, lacks: [{ code: 'greenCard', kind: 'customerSignature' }], remark: PLANTED.correctionRemark,
  })
  await archivist.call('correction.withdraw', { id: correction, remark: PLANTED.correctionRemark })
  const loans = loansIn(archive)
  const loan = await loans.ask(LOGINS.archivist, PLANTED.plate, { borrower: STRANGER, purpose: PLANTED.loanPurpose })
  await loans.approve(loan, LOGINS.customerDirector, LOGINS.generalManager)
  await loans.handOut(loan, { borrowerPassword: null })
  await loans.giveBack(loan, { borrowerPassword: null, remark: PLANTED.loanRemark })
  const { id: hold } = await director.call('hold.set', { dossierId, kind: 'dispute', reason: PLANTED.holdReason })
  await director.call('hold.lift', { id: hold, reason: PLANTED.holdReason })
  await director.call('term.set', { dossierId, kind: 'years', years: 10, reason: PLANTED.termReason })
  await keepBack(archive, entry, copied)
  await leak(archive, day)
  await archivist.call('draft.save', { key: 'handover', value: JSON.stringify({ plate: PLANTED.plate, words: PLANTED.draft }) })
  await archivist.call('dossier.search', { text: dossierNumber, dates: null, state: null, kind: null, limit: 5 })
  return entry
}

type Copied = RawInput<'copy.request'>

/** Top secret for a while, copied then all the same, asked for, read on request; one paper kept back for good. */
async function keepBack(archive: DayArchive, { dossierId, recordId }: Entry, copied: Copied): Promise<void> {
  const manager = await archive.as(LOGINS.generalManager)
  const consultant = await archive.as(LOGINS.salesConsultant)
  const secrecy = { dossierId, paper: null, until: null }
  await manager.call('secrecy.set', { ...secrecy, level: 'topSecret', reason: PLANTED.secrecyReason })
  await manager.call('copy.makeOwn', { ...copied, reason: PLANTED.copyReason })
  const { id: asked } = await consultant.call('access.request', { dossier: PLANTED.plate, level: 'topSecret', purpose: PLANTED.readPurpose, days: 3 })
  await manager.call('access.grant', { id: asked, remark: PLANTED.grantRemark })
  const { id: nameless } = await consultant.call('access.request', { dossier: PLANTED.owner, level: 'restricted', purpose: PLANTED.namelessPurpose, days: 3 })
  await manager.call('access.decline', { id: nameless, remark: PLANTED.declined })
  await manager.call('access.nameReader', { dossierId, personId: consultant.me.id, level: 'topSecret', until: null, reason: PLANTED.readerReason })
  const [reader] = (await manager.call('secrecy.ofDossier', { dossierId })).readers
  if (!reader) throw new Error('nobody reads it')
  await manager.call('access.revoke', { id: reader.id, reason: PLANTED.revokeReason })
  await manager.call('secrecy.set', { ...secrecy, paper: { recordId, code: 'greenCard' }, level: 'confidential', reason: PLANTED.paperReason })
  await manager.call('secrecy.set', { ...secrecy, level: 'restricted', reason: PLANTED.lowered })
}

async function leak(archive: DayArchive, day: string): Promise<void> {
  const director = await archive.as(LOGINS.customerDirector)
  const { id } = await director.call('leak.report', { what: PLANTED.leakWhat, dossier: PLANTED.plate, foundOn: day, how: PLANTED.leakHow, atOnce: PLANTED.leakMeasure })
  await director.call('leak.follow', { id, remark: '' })
  await director.call('leak.measure', { id, what: PLANTED.leakMeasure, who: '客户关爱部', dueOn: day })
  const [measure] = (await director.call('leak.get', { id })).following?.measures ?? []
  if (!measure) throw new Error('no measure')
  await director.call('leak.done', { id, measureId: measure.id, on: day, remark: PLANTED.leakHow })
  await director.call('leak.find', { id, findings: PLANTED.leakFindings, responsible: '' })
  await director.call('leak.close', { id, outcome: PLANTED.leakOutcome })
}

const NOTHING_SAID = { missing: '', altered: '', added: '', movedOut: '', destroyed: '' }

/** Once the year is over: its service records in one volume, in another a letter about them; what is said of both names them. */
export async function bindPlanted(archive: DayArchive, year: number): Promise<void> {
  const archivist = await archive.as(LOGINS.archivist)
  const { classes } = await archivist.call('volume.scheme', {})
  const [services, general] = ['FW', 'WS'].map((code) => classes.find((each) => each.code === code))
  if (!services || !general) throw new Error('not the first scheme')
  await (await archive.as(LOGINS.customerDirector)).call('volume.updateClass', { id: services.id, name: services.name, term: services.term, binds: true })
  await archivist.call('generalPaper.add', {
    classId: general.id, title: PLANTED.paperTitle, onDate: `${year}-05-06`, documentNumber: '', responsible: '综合部', pages: 2, part: 'single', withId: null, level: 'restricted',
  })
  for (const { id: classId } of [services, general]) await archivist.call('volume.propose', { classId, year })
  const { volumes } = await archivist.call('volume.list', { classId: null, year, state: 'proposed', text: '', limit: 9 })
  await archivist.call('volume.accept', { ids: volumes.map(({ id }) => id) })
  for (const { id } of volumes) {
    await archivist.call('volume.close', {
      id, states: { ...NOTHING_SAID, missing: PLANTED.closingState }, binderPassword: PASSWORD, binderDrawn: signatureOf(1), checkerLogin: LOGINS.customerDirector,
      checkerPassword: PASSWORD, checkerDrawn: signatureOf(2),
    })
    await archivist.call('volume.remark', { id, kind: 'added', position: null, text: PLANTED.volumeRemark, password: PASSWORD })
  }
}
