// Telephone numbers of mainland China: mobile, and landline with its area code (F4: the green card asks for the area code).
// Source: 工业和信息化部 《电信网编号计划（2017年版）》: mobile numbers have 11 digits and begin with 13 to 19; area codes are 010, 02x
// and three digits after a 0 elsewhere; local numbers have 7 or 8 digits, 8 wherever the area code has three figures; 400 and
// 800 numbers have 10 digits and no area code.

/** A mobile number as it is stored and compared: digits only, +86 or 0086 dropped. Expects typed text. */
export function normaliseMobile(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Pd}().]/gu, '').replace(/^(?:\+|00)?86(?=1\d{10}$)/, '')
}

/** What is wrong with a normalised mobile number, or null. */
export function mobileProblem(mobile: string): 'mobile.form' | null {
  return /^1[3-9]\d{9}$/.test(mobile) ? null : 'mobile.form'
}

const AREA = '010|02\\d|0[3-9]\\d{2}'
// Written with its parts apart, the parts are taken as they stand; written in one, the area code tells where it ends.
const parted = new RegExp(`^(${AREA})-(\\d{7,8})(?:-(\\d{1,6}))?$`)
const joined = new RegExp(`^(${AREA})(\\d{7,8})$`)
const service = /^([48]00)(\d{3})(\d{4})$/

/**
 * A landline as it is stored and compared: `0551-62345678`, with an extension `0551-62345678-801`, or `400-820-1234`; +86, blanks,
 * brackets and 转 are understood. What has no such form comes back half-width and without blanks, for `landlineProblem` to judge.
 */
export function normaliseLandline(text: string): string {
  const typed = text.normalize('NFKC').toLowerCase().replace(/\s/gu, '').replace(/\p{Pd}/gu, '-')
  const [number = '', extension = '', more] = typed.split(/-?(?:分机号?|转|ext\.?|x|#):?/u)
  if (more !== undefined) return typed
  const main = withAreaCode(number).replace(/[()]/g, '-').replace(/-{2,}/g, '-').replace(/^-|-$/g, '')
  const whole = extension === '' ? main : `${main}-${extension}`
  const digits = main.replaceAll('-', '')
  if (parted.test(whole)) return whole
  const served = service.exec(digits)
  if (served) return withExtension(served.slice(1), extension)
  const split = joined.exec(digits)
  return split ? withExtension(split.slice(1), extension) : whole
}

/** What is wrong with a normalised landline, or null; a bare local number lacks its area code. */
export function landlineProblem(landline: string): 'landline.areaCode' | 'landline.form' | null {
  if (/^[1-9]\d{6,7}(?:-\d{1,6})?$/.test(landline)) return 'landline.areaCode'
  if (/^[48]00-\d{3}-\d{4}(?:-\d{1,6})?$/.test(landline)) return null
  const parts = parted.exec(landline)
  const [, area = '', local = ''] = parts ?? []
  const fits = /^[2-9]/.test(local) && (area.length === 4 || local.length === 8)
  return fits ? null : 'landline.form'
}

// Abroad the area code is written without its 0: +86 551 6234 5678.
function withAreaCode(number: string): string {
  const abroad = /^(?:\+|00)86[-(]*(0?)/.exec(number)
  return abroad ? `0${number.slice(abroad[0].length)}` : number
}

function withExtension(parts: readonly string[], extension: string): string {
  return [...parts, ...(extension === '' ? [] : [extension])].join('-')
}
