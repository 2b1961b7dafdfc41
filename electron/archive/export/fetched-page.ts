// What stands above the page of a dossier that was fetched from a backup: as of when it is, by whom and for what, and what of it is not there (rules S4, R4).
import type { ExportLanguage } from '#shared/domain/export.ts'
import { storeTime, type Instant } from '#shared/domain/local-date.ts'
import { facts, html, type Html } from './page.ts'
import { WORDS } from './words.ts'

type FetchedWords = {
  title: (store: string, number: string) => string
  takenAt: string
  number: string
  at: string
  madeBy: string
  approvedBy: string
  purpose: string
  past: string
  unsigned: string
  keptBack: (count: number) => string
  erased: (count: number) => string
}

const FETCHED: Record<ExportLanguage, FetchedWords> = {
  'zh-CN': {
    title: (store, number) => `${store} 从备份取回的档案 ${number}`, takenAt: '取自备份', number: '取回编号', at: '取回时间', madeBy: '取回人', approvedBy: '批准', purpose: '用途',
    past: '这是备份时的样子，之后的更正、签收和扫描不在其中。现在的内容以档案系统为准。',
    unsigned: '这个备份没有签名（备份时档案是锁定的）：取自何时、内容有没有被改动，都没有得到证实。',
    keptBack: (count) => `有 ${count} 项材料的密级高于本次取回，扫描件和备注不在其中。密级按备份时和现在两者中较高的算。`,
    erased: (count) => `有 ${count} 处（车主、业务记录或扫描件）已依规销毁或抹除，不在其中。`,
  },
  en: {
    title: (store, number) => `${store} · dossier fetched from a backup ${number}`, takenAt: 'As of the backup of', number: 'Number', at: 'Fetched at', madeBy: 'Fetched by', approvedBy: 'Approved by',
    purpose: 'Purpose', past: 'This is how it stood when the backup was taken: corrections, handovers and scans since then are not in it. What holds now is in the archive.',
    unsigned: 'The backup is not signed, since the archive was locked when it was taken: of what moment it is, and that nothing in it was changed, is not proven.',
    keptBack: (count) => `${count} papers are more secret than what may leave here: their scans and notes are left out. What counts is the higher of the levels of then and now.`,
    erased: (count) => `${count} owners, records or scans were destroyed or erased under the rules: nothing of them is in here.`,
  },
}

export type FetchedAbout = Record<'storeName' | 'number' | 'madeBy' | 'approvedBy' | 'purpose', string> & {
  language: ExportLanguage
  training: boolean
  takenAt: Instant
  /** The backup, by the archive's key. */
  signed: boolean
  at: Instant
  keptBack: number
  erased: number
}

export function fetchedAbove({ language, training, ...about }: FetchedAbout): Html {
  const words = FETCHED[language]
  return html`
${Object.entries(WORDS).map(([tongue, { unencrypted }]) => html`<p class="warning" lang="${tongue}">${unencrypted}</p>`)}
<p>${words.title(about.storeName, about.number)}${training ? ` (${WORDS[language].training})` : null}</p>
${facts([
  [words.takenAt, storeTime(about.takenAt)], [words.number, about.number], [words.at, storeTime(about.at)], [words.madeBy, about.madeBy], [words.approvedBy, about.approvedBy],
  [words.purpose, about.purpose],
])}
<p>${words.past}</p>
${about.signed ? null : html`<p class="warning">${words.unsigned}</p>`}
${about.keptBack === 0 ? null : html`<p class="warning">${words.keptBack(about.keptBack)}</p>`}
${about.erased === 0 ? null : html`<p class="warning">${words.erased(about.erased)}</p>`}`
}

/** In both languages: whoever finds it may read either. */
export function fetchedReadme({ number, storeName, sums }: { number: string; storeName: string; sums: string }): string {
  return `一车一档 · 从备份取回的档案 ${number}
${storeName}

【未加密】拿到这个文件夹的人都能看到里面的全部内容。它按涉密档案原件管理：有编号，有登记，
请交给登记的人保管，不要放进会自动同步的文件夹，用完即销毁。

  index.html      用浏览器打开：取自哪个备份、说明页；各业务记录的扫描件原文件在各自的文件夹里
  ${sums}  每个文件的 SHA-256 校验码；在此文件夹里运行 sha256sum -c ${sums} 可核对

----------------------------------------------------------------------

YiDang · dossier fetched from a backup ${number}
${storeName}

NOT ENCRYPTED: whoever has this folder can read all of it. It counts as an original: it is numbered
and registered. Leave it with the person it was given to, put it into no folder that is synchronised,
and destroy it when it is no longer needed.

  index.html      open it in a browser: from which backup it is, and the dossier; the scans of each record
                  as they were given lie in a folder each
  ${sums}  the SHA-256 of every file; sha256sum -c ${sums} in this folder checks them
`
}
