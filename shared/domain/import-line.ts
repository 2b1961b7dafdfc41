// One line of a list, judged by the rules that forms ask (F1, F4, F8, H8): what is wrong is named by field, all of it at once.
import { COMPANY_IDENTITY_KINDS, identityProblem, normaliseIdentity, PERSON_IDENTITY_KINDS } from './identity.ts'
import { serviceKindOf, originOf, type ImportChoices, type ImportColumns, type ImportCustomer, type ImportField, type ImportLine, type ImportList, type LineProblem } from './import.ts'
import { cellDay, cellText, holdsTwo, type Cell, type Epoch } from './import-cell.ts'
import type { LocalDate } from './local-date.ts'
import { landlineProblem, mobileProblem, normaliseLandline, normaliseMobile } from './phone.ts'
import { normalisePlate, plateProblem } from './plate.ts'
import { slotLabel } from './slot.ts'
import { nameProblem, normaliseText, textProblem } from './text.ts'
import { normaliseVin, vinProblem, vinWarning } from './vin.ts'

export type ReadAs = { list: ImportList; columns: ImportColumns; choices: ImportChoices; epoch: Epoch; today: LocalDate }

export type ReadLine = { line: ImportLine; problems: null } | { line: null; problems: LineProblem[] }

const VIN = /^[A-HJ-NPR-Z0-9]{17}$/
const COMPANY = /公司|集团|中心|[厂店局院所社部队处行会校园馆站厅]$|银行|政府|学校|合作社|委员会|事务所/

/** Reads a line as its list is to be read. */
export function readLine(cells: readonly Cell[], as: ReadAs): ReadLine {
  const problems: LineProblem[] = []
  const wrong = (field: ImportField, problem: string): null => {
    problems.push({ field, problem })
    return null
  }
  const cellOf = (field: ImportField): Cell => {
    const column = as.columns[field]
    return column === undefined ? null : (cells[column] ?? null)
  }
  const text = (field: ImportField): string => {
    const read = cellText(cellOf(field))
    if ('text' in read) return read.text ?? ''
    wrong(field, read.problem)
    return ''
  }
  const line = (field: ImportField, maximum: number): string => {
    const tidied = normaliseText(text(field))
    const problem = textProblem(tidied, maximum)
    if (problem) wrong(field, problem)
    return problem ? '' : tidied
  }
  const isWrong = (field: ImportField): boolean => problems.some((problem) => problem.field === field)

  const vin = readVin()
  const plate = readPlate()
  const model = line('model', 60)
  const day = readDay()
  const customer = readCustomer()
  const record = as.list === 'dossierRegister' ? null : readRecord()
  const result: ImportLine = {
    archiveNumber: readNumber(),
    vin,
    plate,
    model,
    colour: line('colour', 30),
    engineNumber: line('engineNumber', 30).normalize('NFKC').toUpperCase(),
    origin: readOrigin(),
    customer,
    deliveredOn: day,
    slot: readSlot(),
    record,
  }
  if (vin === null && !isWrong('vin') && (as.list !== 'repairOrders' || (plate === null && !isWrong('plate')))) wrong('vin', 'text.required')
  if (as.list !== 'repairOrders' && model === '' && !isWrong('model')) wrong('model', 'text.required')
  if (as.list !== 'repairOrders' && customer === null && !isWrong('customerName')) wrong('customerName', 'text.required')
  return problems.length === 0 ? { line: result, problems: null } : { line: null, problems }

  function readVin(): string | null {
    const typed = text('vin')
    if (typed === '') return null
    if (holdsTwo(typed, VIN)) return wrong('vin', 'import.twoCars')
    const normal = normaliseVin(typed)
    const problem = vinProblem(normal) ?? (as.choices.foreignVins || vinWarning(normal) === null ? null : 'import.vinForeign')
    return problem === null ? normal : wrong('vin', problem)
  }

  function readPlate(): string | null {
    const typed = text('plate')
    if (typed === '' || /^(?:未上牌|无牌|新车|未上|暂无|临牌)$/.test(typed)) return null
    if (typed.split(/[\s,，、;；/|]+/u).filter((part) => plateProblem(normalisePlate(part)) === null).length > 1) return wrong('plate', 'import.twoCars')
    const normal = normalisePlate(typed)
    const problem = plateProblem(normal)
    return problem === null ? normal : wrong('plate', problem)
  }

  function readDay(): LocalDate | null {
    const read = cellDay(cellOf('deliveredOn'), as.epoch)
    if ('problem' in read) return wrong('deliveredOn', read.problem)
    if (read.day === null) return as.list === 'dossierRegister' ? null : wrong('deliveredOn', 'text.required')
    return read.day > as.today ? wrong('deliveredOn', 'date.future') : read.day
  }

  function readCustomer(): ImportCustomer | null {
    const name = normaliseText(text('customerName'))
    const phones = readPhones('phone')
    const address = line('address', 120)
    const typed = text('identityNumber')
    if (name === '') return null
    const problem = nameProblem(name)
    if (problem) return wrong('customerName', problem)
    const identity = typed === '' ? null : readIdentity(typed, name)
    const kind = identity ? (isCompanyKind(identity.kind) ? 'company' : 'person') : (COMPANY.test(name) && name.length > 3 ? 'company' : 'person')
    return { kind, name, identity, ...phones, address }
  }

  function readIdentity(typed: string, name: string): ImportCustomer['identity'] {
    const kinds = COMPANY.test(name) && name.length > 3 ? [...COMPANY_IDENTITY_KINDS, ...PERSON_IDENTITY_KINDS] : [...PERSON_IDENTITY_KINDS, ...COMPANY_IDENTITY_KINDS]
    const judge = (kind: (typeof kinds)[number]) => {
      const number = normaliseIdentity(kind, typed)
      return { kind, number, problem: identityProblem(kind, number, as.today) }
    }
    // What nearly every line holds, and nothing else has the form of.
    const card = judge('identityCard')
    if (card.problem === null) return { kind: card.kind, number: card.number }
    const read = kinds.map(judge)
    const fitting = read.filter(({ problem }) => problem === null)
    // Eight digits may be of a Taiwan permit, a passport, an officer's card: which, the list does not say.
    if (fitting.length > 1 && /^\d+$/.test(fitting[0]?.number ?? '') && (fitting[0]?.number.length ?? 0) < 15) return wrong('identityNumber', 'import.identityUnclear')
    const found = fitting[0]
    if (found) return { kind: found.kind, number: found.number }
    const length = typed.normalize('NFKC').replace(/\s/g, '').length
    const expected = read.find(({ kind }) => kind === (COMPANY.test(name) ? (length === 9 ? 'organisationCode' : 'creditCode') : 'identityCard'))
    return wrong('identityNumber', expected?.problem ?? 'identity.form')
  }

  function readPhones(field: 'phone' | 'contactPhone'): { mobile: string; landline: string } {
    const typed = text(field)
    const whole = typed === '' ? [] : phonesIn(typed)
    const mobiles = whole.filter((phone) => mobileProblem(phone) === null)
    const landlines = whole.filter((phone) => mobileProblem(phone) !== null)
    const unsound = landlines.map(landlineProblem).find((problem) => problem !== null)
    if (unsound) wrong(field, 'phone.form')
    else if (mobiles.length > 1 || landlines.length > 1) wrong(field, 'import.twoPhones')
    return { mobile: mobiles[0] ?? '', landline: landlines[0] ?? '' }
  }

  function readRecord(): ImportLine['record'] {
    const kind = as.list === 'deliveries' ? 'delivery' : (serviceKindOf(text('serviceKind')) ?? as.choices.serviceKind)
    if (kind === null) return wrong('serviceKind', text('serviceKind') === '' ? 'text.required' : 'import.serviceKindUnclear')
    const responsible = normaliseText(text('responsible'))
    const contactName = line('contactName', 60)
    const contactPhones = readPhones('contactPhone')
    const own = { mobile: customer?.mobile ?? '', landline: customer?.landline ?? '' }
    const named = contactName !== '' && contactName !== customer?.name
    const { mobile, landline } = contactPhones.mobile === '' && contactPhones.landline === '' && !named ? own : contactPhones
    return {
      kind,
      responsible: responsible === '' ? null : responsible,
      orderNumber: line('orderNumber', 40),
      contact: { name: contactName === '' ? (customer?.name ?? '') : contactName, phone: mobile === '' ? landline : mobile },
    }
  }

  function readOrigin(): ImportLine['origin'] {
    if (as.list === 'deliveries') return 'soldHere'
    const typed = text('origin')
    const said = originOf(typed)
    if (typed !== '' && said === null) wrong('origin', 'import.originUnclear')
    return said ?? as.choices.origin
  }

  function readNumber(): string | null {
    const typed = text('archiveNumber').normalize('NFKC').toUpperCase().replace(/\s/g, '')
    if (typed === '') return null
    return /^[\p{L}\p{N}·./_-]{1,60}$/u.test(typed) ? typed : wrong('archiveNumber', 'import.numberForm')
  }

  function readSlot(): string | null {
    const typed = text('slot').normalize('NFKC').toUpperCase().trim()
    if (typed === '') return null
    // A-3-12, A柜3层12位.
    const [, cabinet, shelf, place] = /^([A-Z0-9]{1,6}?)\s*[-柜号_/ ]+\s*(\d{1,3})\s*[-层_/ ]+\s*(\d{1,3})\s*[位格号]?$/u.exec(typed) ?? []
    if (cabinet === undefined) return wrong('slot', 'import.slotUnknown')
    return slotLabel(cabinet, Number(shelf), Number(place))
  }
}

/** The numbers in a cell, each in its normal form: one, or several that signs part. */
function phonesIn(typed: string): string[] {
  const normal = (text: string): string => (mobileProblem(normaliseMobile(text)) === null ? normaliseMobile(text) : normaliseLandline(text))
  const one = normal(typed)
  if (mobileProblem(one) === null || landlineProblem(one) === null) return [one]
  const parts = typed.split(/[,，、;；/|\s]+/u).filter((part) => part !== '')
  return parts.length < 2 ? [one] : [...new Set(parts.map(normal))]
}

function isCompanyKind(kind: NonNullable<ImportCustomer['identity']>['kind']): boolean {
  return COMPANY_IDENTITY_KINDS.some((known) => known === kind)
}
