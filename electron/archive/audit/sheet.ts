// The audit trail as a workbook (rule A3): the lines of the screen, what was asked, and the newest entry of the chain, by which it can be held against
// the archive.
import { Buffer } from 'node:buffer'
import { auditAct, type AuditAct } from '#shared/contract/audit-acts.ts'
import type { AuditEntryView, AuditHead } from '#shared/contract/audit.ts'
import type { Output } from '#shared/contract/index.ts'
import type { AuditGroup } from '#shared/domain/audit.ts'
import { STORE_TIME_ZONE, type Instant } from '#shared/domain/local-date.ts'
import { actText, AUDIT_WORDS, detailText } from '#shared/words/audit.ts'
import { writeXlsx, type SheetToWrite } from '../sheet/write.ts'

type Language = keyof typeof AUDIT_WORDS
type Cells = SheetToWrite['rows'][number]

type Sheet = {
  entries: readonly AuditEntryView[]
  /** There are more, which are left out. */
  more: boolean
  head: AuditHead
  asked: { from: string; to: string; person: string | null; group: AuditGroup | null; dossier: string | null }
  storeName: string
  drawnAt: Instant
}

// An act without words, or words without an act, does not compile.
const ACTS: Record<Language, { readonly [Act in AuditAct]: string }> = { 'zh-CN': AUDIT_WORDS['zh-CN'].act, en: AUDIT_WORDS.en.act }

const WORDS = {
  'zh-CN': {
    title: '操作日志',
    columns: ['序号', '时间', '人员', '类别', '行为', '档号', '内容', '签名'],
    nobody: '（未登录）', hidden: '（保密）', signed: '有', unsigned: '无', erased: (by: string) => `已依 ${by} 抹除部分内容`, moreDossiers: (count: number) => `另 ${count} 份`,
    asked: '查询条件', drawn: '导出时间', lines: '行数', more: '只含最新的这些行，更早的未列入', head: '链上最新一条', all: '全部', parts: '；', colon: '：', list: '、',
  },
  en: {
    title: 'Audit trail',
    columns: ['No.', 'Time', 'Who', 'Kind', 'Act', 'Dossier', 'What', 'Signature'],
    nobody: '(not signed in)', hidden: '(kept back)', signed: 'there', unsigned: 'none', erased: (by: string) => `partly erased by ${by}`, moreDossiers: (count: number) => `and ${count} more`,
    asked: 'Asked for', drawn: 'Exported at', lines: 'Lines', more: 'the newest lines alone; earlier ones are left out', head: 'Newest entry of the chain', all: 'all', parts: '; ', colon: ': ', list: ', ',
  },
} as const

const moment = new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, dateStyle: 'short', timeStyle: 'medium' })

export function auditSheet({ entries, more, head, asked, storeName, drawnAt }: Sheet, language: Language): Pick<Output<'audit.export'>, 'fileName' | 'base64'> {
  const words = WORDS[language]
  const { group } = AUDIT_WORDS[language]
  const filters = [`${asked.from} – ${asked.to}`, asked.person ?? words.all, asked.group === null ? words.all : group[asked.group], ...(asked.dossier === null ? [] : [asked.dossier])]
  const rows: Cells[] = [
    [...words.columns],
    ...entries.map((entry) => row(entry, language)),
    [],
    [storeName],
    [words.asked, null, filters.join(words.parts)],
    [words.drawn, null, moment.format(drawnAt)],
    [words.lines, null, entries.length, ...(more ? [words.more] : [])],
    [words.head, null, `${head.seq} ${head.hash}`],
  ]
  const bytes = writeXlsx([{ name: words.title, widths: [10, 20, 12, 18, 24, 22, 80, 10], rows }])
  return { fileName: `${words.title} ${asked.from} ${asked.to}.xlsx`, base64: Buffer.from(bytes).toString('base64') }
}

function row({ seq, at, kind, person, signed, dossiers, moreDossiers, details, erased }: AuditEntryView, language: Language): Cells {
  const words = WORDS[language]
  const told = details?.map((detail) => {
    const { name, text } = detailText(language, detail)
    return `${name}${words.colon}${text}`
  }) ?? [words.hidden]
  return [
    seq, moment.format(at), person?.name ?? words.nobody, AUDIT_WORDS[language].group[auditAct(kind)[0]], actText(ACTS[language], kind),
    [...dossiers.map(({ number }) => number), ...(moreDossiers === 0 ? [] : [words.moreDossiers(moreDossiers)])].join(words.list),
    [...told, ...(erased === null ? [] : [words.erased(erased)])].join(words.parts), signed ? words.signed : words.unsigned,
  ]
}
