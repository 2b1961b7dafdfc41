// Which new passwords are refused, and how long somebody waits after some that did not fit (rule A1). A password is looked at as whoever guesses
// would build it: of words many people take, of runs on the keyboard, of digits, of what belongs to its owner. What is left has to be guessed.
import { normalisePlate, plateKind } from './plate.ts'

export type PasswordProblem = 'password.short' | 'password.common' | 'password.own'

const SHORTEST = 8
/** So many characters have to be left that nobody guesses from a list. */
const MUST_BE_LEFT = 4

// What leads the published lists of leaked passwords, here and abroad, and what comes to mind in a store of cars; digits and runs are left to the
// rules below. Written small, 0 as o, 1 as i, and so on (`spelt`).
const WORDS = `
  password passwort passwd pass word wachtwoord admin administrator root guest user test tester temp default login signin welcome letmein
  changeme secret master super system server manager office company service support sales hello monkey dragon shadow sunshine princess football
  baseball soccer hockey superman batman starwars pokemon michael jordan jessica ashley daniel charlie thomas george andrew iloveyou loveyou
  lovely love angel flower cookie cheese summer winter spring autumn freedom whatever nothing trustno killer hunter ninja mustang access forever
  internet computer google apple samsung microsoft windows
  woaini woaiwo wodemima mima woshi aini nihao nimen laopo laogong baobei baobao qinai tiantian kuaile xingfu jiayou haoren zhongguo china
  beijing shanghai shenzhen guangzhou hefei taobao alibaba tencent weixin wechat baidu huawei xiaomi zhifubao alipay ceshi kefu jingli laoban
  gongsi mendian dangan yidang yicheyidang qiche cheliang xiaoshou shouhou
  benchi baoma aodi dazhong fengtian bentian richan biaozhi xuefulan xuetielong bieke changan geely byd jili qirui tesila
  toyota honda nissan hyundai volkswagen mercedes porsche ferrari chevrolet buick peugeot skoda mazda suzuki
`.split(/\s+/).filter((word) => word !== '')

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop[]', 'asdfghjkl;', 'zxcvbnm,./', '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik', '!@#$%^&*()']
const RUNS = ROWS.flatMap((row) => [row, Array.from(row).toReversed().join('')])
const SHORTEST_RUN = 3

const SPELT: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }
const spelt = (text: string): string => text.replaceAll(/[013457@$!]/g, (sign) => SPELT[sign] ?? sign)

/**
 * What is wrong with a new password, or null (A1). `own`: what whoever knows its owner would try first (password-owner.ts). Blanks and letters of any script count like
 * any other; what is short is refused for that alone.
 */
export function passwordProblem(password: string, own: readonly string[] = []): PasswordProblem | null {
  if (password.length < SHORTEST) return 'password.short'
  const text = password.normalize('NFKC').toLowerCase()
  const guessed = guessable(text)
  if (left(guessed) < MUST_BE_LEFT || plateKind(normalisePlate(password)) !== null) return 'password.common'
  for (const word of own) coverParts(guessed, text, word)
  return left(guessed) < MUST_BE_LEFT ? 'password.own' : null
}

/** By place: whether what stands there is found without guessing. */
function guessable(text: string): boolean[] {
  const covered = Array.from({ length: text.length }, () => false)
  for (const form of [text, spelt(text)]) for (const word of WORDS) cover(covered, form, word)
  for (const found of text.matchAll(/\d{3,}/g)) mark(covered, found.index, found[0].length)
  // Whatever comes again: the first time it has to be guessed.
  for (const found of text.matchAll(/(.{1,6}?)\1+/gsu)) {
    const once = found[1]?.length ?? 0
    mark(covered, found.index + once, found[0].length - once)
  }
  // Side by side, and every other one: abcd1234, a1b2c3d4.
  for (const step of [1, 2]) for (let at = 0; at < text.length; at += 1) coverRun(covered, text, at, step)
  return covered
}

function coverRun(covered: boolean[], text: string, from: number, step: number): void {
  let run = ''
  for (let at = from; at < text.length && RUNS.some((row) => row.includes(run + text.charAt(at))); at += step) run += text.charAt(at)
  if (run.length < SHORTEST_RUN) return
  for (let place = 0; place < run.length; place += 1) covered[from + place * step] = true
}

function cover(covered: boolean[], text: string, word: string): void {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) mark(covered, at, word.length)
}

/** Any four characters of a word of their own in a row, or the whole of a shorter one. */
function coverParts(covered: boolean[], text: string, word: string): void {
  const size = Math.min(word.length, 4)
  for (let at = 0; at + size <= word.length; at += 1) cover(covered, text, word.slice(at, at + size))
}

function mark(covered: boolean[], from: number, length: number): void {
  covered.fill(true, from, from + length)
}

const left = (covered: readonly boolean[]): number => covered.filter((place) => !place).length

/** Failures in a row that cost no waiting: a slip of the finger, the wrong keyboard, caps lock. */
const FREE_FAILURES = 3
const FIRST_WAIT = 5
/** Long enough that guessing leads nowhere, short enough that nobody is kept from work by somebody else's typing. */
export const LONGEST_WAIT = 300
/** After so long without another failure it begins anew. Seconds. */
export const FAILURES_FORGOTTEN = 3600

/** Seconds until a password is taken again after so many in a row that did not fit: none after three, then 5, doubled up to five minutes (A1). */
export function waitAfter(failures: number): number {
  return failures <= FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - FREE_FAILURES - 1, 10))
}
