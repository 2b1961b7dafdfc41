// What the audit trail's entries say, in words: on the screens, on paper and in workbooks alike.
import { auditField as enField, auditValue as enValue } from './en/audit-field.ts'
import { audit as en } from './en/audit.ts'
import { auditField as zhField, auditValue as zhValue } from './zh-CN/audit-field.ts'
import { audit as zh } from './zh-CN/audit.ts'

export const AUDIT_WORDS = { 'zh-CN': zh, en } as const
const DETAIL_WORDS = { 'zh-CN': { field: zhField, value: zhValue }, en: { field: enField, value: enValue } } as const
type Language = keyof typeof AUDIT_WORDS

/** The word for a key; a key that has none stands for itself: an act or a field of an earlier version, a name, a number. */
function wordFor(words: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(words, key) ? (words[key] ?? key) : key
}

/** `acts`: of a language. */
export function actText(acts: Readonly<Record<string, string>>, kind: string): string {
  return wordFor(acts, kind)
}

const COMMON = {
  'zh-CN': { yes: '是', no: '否', between: '、', more: (count: number) => `另 ${count} 项` },
  en: { yes: 'yes', no: 'no', between: ', ', more: (count: number) => `and ${count} more` },
} as const

type Detail = { field: string; values: readonly (string | number | boolean)[]; more: number }

/** A field's name, and its values as they are listed. */
export function detailText(language: Language, { field, values, more }: Detail): { name: string; text: string } {
  const { field: names, value: words } = DETAIL_WORDS[language]
  const { yes, no, between, more: rest } = COMMON[language]
  const texts = values.map((value) => {
    if (typeof value === 'boolean') return value ? yes : no
    return typeof value === 'number' ? String(value) : wordFor(words, value)
  })
  return { name: wordFor(names, field), text: [...texts, ...(more === 0 ? [] : [rest(more)])].join(between) }
}
