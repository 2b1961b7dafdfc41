// What the audit trail's entries say, in words: on the screens, on paper and in workbooks alike.
import { auditField as enField, auditValue as enValue, auditValueOf as enValueOf } from './en/audit-field.ts'
import { audit as en } from './en/audit.ts'
import { paper as enPaper } from './en/paper.ts'
import { value as enOther } from './en/value.ts'
import { auditField as zhField, auditValue as zhValue, auditValueOf as zhValueOf } from './zh-CN/audit-field.ts'
import { audit as zh } from './zh-CN/audit.ts'
import { paper as zhPaper } from './zh-CN/paper.ts'
import { value as zhOther } from './zh-CN/value.ts'

export const AUDIT_WORDS = { 'zh-CN': zh, en } as const
type Language = keyof typeof AUDIT_WORDS

type Words = Readonly<Record<string, string>>
type Other = Record<'lack' | 'refusal' | 'loanState' | 'loanPlace' | 'identityKind', Words>

/** Fields whose values are called what they are called elsewhere. */
const asElsewhere = (paper: Words, { lack, refusal, loanState, loanPlace, identityKind }: Other) => ({
  paper, code: paper, lacks: { ...paper, ...lack }, reason: refusal, state: loanState, place: loanPlace, shown: identityKind, identityKind,
})

type DetailWords = { field: Words; value: Words; valueOf: Readonly<Record<string, Words>> }
const DETAIL_WORDS: Record<Language, DetailWords> = {
  'zh-CN': { field: zhField, value: zhValue, valueOf: { ...zhValueOf, ...asElsewhere(zhPaper, zhOther) } },
  en: { field: enField, value: enValue, valueOf: { ...enValueOf, ...asElsewhere(enPaper, enOther) } },
}

/** The word for a key; a key that has none stands for itself: an act or a field of an earlier version, a name, a number. */
function wordFor(words: Words, key: string): string {
  return Object.hasOwn(words, key) ? (words[key] ?? key) : key
}

/** `acts`: of a language. */
export function actText(acts: Words, kind: string): string {
  return wordFor(acts, kind)
}

const COMMON = {
  'zh-CN': { yes: '是', no: '否', between: '、', more: (count: number) => `另 ${count} 项` },
  en: { yes: 'yes', no: 'no', between: ', ', more: (count: number) => `and ${count} more` },
} as const

/** Some are of parts: `salesContract/missing`, `confidential/2027-12-31`. What somebody typed has no word, and stays as it is. */
function valueText(language: Language, field: string, value: string): string {
  const { value: words, valueOf } = DETAIL_WORDS[language]
  const own = Object.hasOwn(valueOf, field) ? (valueOf[field] ?? {}) : {}
  const wordsFor = (key: string): Words => (Object.hasOwn(own, key) ? own : words)
  const [first = '', ...rest] = value.split('/')
  return Object.hasOwn(wordsFor(first), first) ? [first, ...rest].filter((part) => part !== '').map((part) => wordFor(wordsFor(part), part)).join(' ') : value
}

type Detail = { field: string; values: readonly (string | number | boolean)[]; more: number }

/** A field's name, and its values as they are listed. */
export function detailText(language: Language, { field, values, more }: Detail): { name: string; text: string } {
  const { field: names } = DETAIL_WORDS[language]
  const { yes, no, between, more: rest } = COMMON[language]
  const texts = values.map((value) => {
    if (typeof value === 'boolean') return value ? yes : no
    return typeof value === 'number' ? String(value) : valueText(language, field, value)
  })
  return { name: wordFor(names, field), text: [...texts, ...(more === 0 ? [] : [rest(more)])].join(between) }
}
