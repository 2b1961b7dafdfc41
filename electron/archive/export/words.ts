// What stands in an export, in the languages of the screens. Who reads it may not have this program: every value is written out.
import type { ExportLanguage } from '#shared/domain/export.ts'
import type { PaperForm } from '#shared/domain/paper.ts'
import type { BookLineKind } from '#shared/domain/sign-in-book.ts'
import { value as en } from '#shared/words/en/value.ts'
import { value as zh } from '#shared/words/zh-CN/value.ts'
import { WORDS as VIOLATION } from '../violation/words.ts'

type Values = typeof zh | typeof en

export type Words = Values & {
  title: string
  unencrypted: string
  training: string
  separator: string
  colon: string
  yes: string
  no: string
  about: {
    store: string; number: string; purpose: string; recipient: string; requested: string; approved: string; at: string; level: string; holds: string; lists: string
    upTo: (level: string) => string
    counts: (of: { dossiers: number; destroyed: number; records: number; scans: number }) => string
    leftOut: (count: number) => string
    complete: string
    pages: string
    search: string
    back: string
  }
  column: {
    number: string; plate: string; vin: string; model: string; colour: string; engine: string; origin: string; level: string; levelUntil: string; slot: string
    opened: string; owner: string; name: string; state: string; page: string; from: string; to: string; customerKind: string; identityKind: string; identity: string; mobile: string
    landline: string; address: string; dossier: string; kind: string; delivered: string; due: string; received: string; line: string; responsible: string
    department: string; contact: string; phone: string; confirmed: string; order: string; lacks: string; refusal: string; record: string; paper: string; presence: string
    count: string; form: string; customerSigns: string; staffSigns: string; promised: string; note: string; files: string; seq: string; day: string; time: string
    giver: string; receiver: string; remark: string; strikes: string; struckBy: string; borrower: string; unit: string; place: string; purpose: string; reason: string
    requested: string; out: string; returnDue: string; ended: string; renewals: string; pieces: string; report: string; rule: string; person: string; month: string
    base: string; amount: string; doubled: string; share: string; records: string
  }
  list: { dossiers: string; owners: string; records: string; papers: string; book: string; loans: string; violations: string }
  section: { car: string; owners: string; records: string }
  destroyed: (list: string) => string
  onFile: string
  noScan: string
  someScans: (count: number) => string
  keptBack: string
  mixed: string
  damaged: string
  pagesOf: (pages: string, of: number) => string
  form: Record<PaperForm, string>
  bookKind: Record<BookLineKind, string>
  rule: (typeof VIOLATION)['zh-CN' | 'en']['rules']
  penaltyState: (typeof VIOLATION)['zh-CN' | 'en']['states']
}

export const WORDS: Record<ExportLanguage, Words> = {
  'zh-CN': {
    title: '完整导出', unencrypted: '未加密：拿到这个文件夹的人都能看到里面的全部内容。请保管好，用完即销毁。', training: '演练', separator: '、', colon: '：', yes: '是', no: '否',
    about: {
      store: '门店', number: '导出编号', purpose: '用途', recipient: '交给', requested: '申请并导出', approved: '批准', at: '导出时间', level: '密级', holds: '内容', lists: '清单（Excel）',
      upTo: (level) => `至${level}；更高密级的不在其中`,
      counts: ({ dossiers, destroyed, records, scans }) => `档案 ${dossiers} 份（其中已销毁 ${destroyed} 份，只留登记），业务记录 ${records} 条，扫描件 ${scans} 个文件`,
      leftOut: (count) => `有 ${count} 个扫描件没能放入，原因写在各自的档案页上。`,
      complete: '扫描件是交来时的原文件，扫描时裁切、旋转过的页也保持原样；从材料中取下的页不在清单里。',
      pages: '档案目录', search: '在本页用 Ctrl+F 查找；要在全部档案里查找，请打开“档案”清单。', back: '返回目录',
    },
    column: {
      number: '档号', plate: '车牌', vin: '车架号', model: '车型', colour: '颜色', engine: '发动机号', origin: '来源', level: '密级', levelUntil: '密级至', slot: '档位', opened: '建档日',
      owner: '现车主', name: '姓名或名称', state: '状态', page: '所在文件夹', from: '自', to: '至', customerKind: '客户性质', identityKind: '证件种类', identity: '证件号码', mobile: '手机', landline: '固定电话',
      address: '地址', dossier: '档号', kind: '类别', delivered: '交车日', due: '应交日', received: '签收时间', line: '签收薄行号', responsible: '责任人', department: '部门', contact: '联系人',
      phone: '联系电话', confirmed: '已确认', order: '合同或工单号', lacks: '缺项', refusal: '退回原因', record: '记录号', paper: '材料', presence: '情况', count: '份数', form: '形式',
      customerSigns: '客户签字', staffSigns: '员工签字', promised: '预计日', note: '备注', files: '扫描件', seq: '行号', day: '日期', time: '时间', giver: '交出人', receiver: '签收人', remark: '备注',
      strikes: '划销第几行', struckBy: '被第几行划销', borrower: '借阅人', unit: '部门或单位', place: '方式', purpose: '用途', reason: '借出原因', requested: '申请日', out: '借出日',
      returnDue: '应还日', ended: '归还或报失日', renewals: '续借次数', pieces: '损失件数', report: '损失说明', rule: '条款', person: '姓名', month: '月份', base: '基数（元）', amount: '决定金额（元）',
      doubled: '翻倍', share: '扣绩效（%）', records: '记录数',
    },
    list: { dossiers: '档案', owners: '车主', records: '业务记录', papers: '材料', book: '签收薄', loans: '借阅登记簿', violations: '违规处罚' },
    section: { car: '车辆', owners: '历任车主', records: '业务记录' },
    destroyed: (list) => `已销毁（清册 ${list}）`, onFile: '在档', noScan: '没有扫描件', someScans: (count) => `${count} 个文件`,
    keptBack: '密级高于本次导出，扫描件和备注不在其中', mixed: '此文件还含有密级更高的页，未放入', damaged: '此文件已损坏，读不出来，未放入',
    pagesOf: (pages, of) => `第 ${pages} 页，文件共 ${of} 页`,
    form: { original: '原件', copy: '复印件' },
    bookKind: { handover: '交接', supplement: '补交', refusal: '退回', strike: '划销' },
    ...zh,
    rule: VIOLATION['zh-CN'].rules,
    penaltyState: VIOLATION['zh-CN'].states,
  },
  en: {
    title: 'Complete export', unencrypted: 'Not encrypted: whoever has this folder can read all of it. Keep it safe, and destroy it when it is no longer needed.', training: 'practice',
    separator: ', ', colon: ': ', yes: 'yes', no: 'no',
    about: {
      store: 'Store', number: 'Export number', purpose: 'Purpose', recipient: 'Given to', requested: 'Asked for and made by', approved: 'Approved by', at: 'Made at', level: 'Secrecy level',
      holds: 'Contents', lists: 'Lists (Excel)',
      upTo: (level) => `up to ${level}; nothing above it is in here`,
      counts: ({ dossiers, destroyed, records, scans }) => `${dossiers} dossiers (${destroyed} of them destroyed, of which the register line is left), ${records} records, ${scans} files of scans`,
      leftOut: (count) => `${count} files of scans could not be put in; why is said on the pages of their dossiers.`,
      complete: 'Scans are the files as they were given; pages turned or cut on screen are as they came. Pages taken out of a paper are not listed.',
      pages: 'Dossiers', search: 'Ctrl+F searches this page; to search all dossiers, open the list “Dossiers”.', back: 'Back to the contents',
    },
    column: {
      number: 'Archive number', plate: 'Plate', vin: 'VIN', model: 'Model', colour: 'Colour', engine: 'Engine number', origin: 'Origin', level: 'Secrecy level', levelUntil: 'Level until', slot: 'Slot',
      opened: 'Opened', owner: 'Present owner', name: 'Name', state: 'State', page: 'Folder', from: 'From', to: 'To', customerKind: 'Kind of customer', identityKind: 'Identity document', identity: 'Identity number',
      mobile: 'Mobile', landline: 'Landline', address: 'Address', dossier: 'Archive number', kind: 'Kind', delivered: 'Delivered', due: 'Due', received: 'Received', line: 'Line of the book',
      responsible: 'Answers for it', department: 'Department', contact: 'Contact', phone: 'Phone', confirmed: 'Confirmed', order: 'Contract or order number', lacks: 'Lacks', refusal: 'Sent back for',
      record: 'Record', paper: 'Paper', presence: 'State', count: 'Count', form: 'Form', customerSigns: 'Customer’s signature', staffSigns: 'Staff’s signature', promised: 'Promised for', note: 'Note',
      files: 'Scans', seq: 'Line', day: 'Day', time: 'Time', giver: 'Handed over by', receiver: 'Received by', remark: 'Remark', strikes: 'Strikes line', struckBy: 'Struck by line', borrower: 'Borrower',
      unit: 'Department or unit', place: 'Where', purpose: 'Purpose', reason: 'Reason', requested: 'Asked for', out: 'Handed out', returnDue: 'Due back', ended: 'Returned or lost', renewals: 'Renewals',
      pieces: 'Pieces lost', report: 'Report', rule: 'Rule', person: 'Person', month: 'Month', base: 'Base (yuan)', amount: 'Decided (yuan)', doubled: 'Doubled', share: 'Performance pay (%)',
      records: 'Records',
    },
    list: { dossiers: 'Dossiers', owners: 'Owners', records: 'Records', papers: 'Papers', book: 'Sign-in book', loans: 'Loan register', violations: 'Penalties' },
    section: { car: 'Car', owners: 'Owners in turn', records: 'Records' },
    destroyed: (list) => `destroyed (list ${list})`, onFile: 'on file', noScan: 'no scans', someScans: (count) => `${count} files`,
    keptBack: 'more secret than this export: scans and note are not in here', mixed: 'this file has other pages that are more secret: not put in', damaged: 'this file is damaged and cannot be read: not put in',
    pagesOf: (pages, of) => `page ${pages} of ${of}`,
    form: { original: 'original', copy: 'copy' },
    bookKind: { handover: 'handover', supplement: 'later papers', refusal: 'sent back', strike: 'correction' },
    ...en,
    rule: VIOLATION.en.rules,
    penaltyState: VIOLATION.en.states,
  },
}

/** What says of a folder that it is not finished, or was never entered as made. */
export const markerText = (number: string): string => `${number}
没有完成的导出：里面的内容不齐全，或者没有登记。请在程序里再导出到同一处（会先清掉这个文件夹），或自己把它删掉。
Not finished: not all is here, or it was never entered. Export to the same place again, which clears this folder first, or delete it yourself.
`

/** Lies in every export, in both languages: whoever finds it may read either. */
export function readme({ number, storeName, sums }: { number: string; storeName: string; sums: string }): string {
  return `一车一档 · 完整导出 ${number}
${storeName}

【未加密】拿到这个文件夹的人都能看到里面的全部内容。它按涉密档案原件管理：有编号，有登记，
请交给登记的人保管，不要放进会自动同步的文件夹，用完即销毁。

  index.html      用浏览器打开：说明和全部档案的目录
  dossiers/       每份档案一个文件夹：说明页、各业务记录、扫描件原文件
  lists/          Excel 清单：档案、车主、业务记录、材料、签收薄、借阅登记簿、违规处罚
  ${sums}  每个文件的 SHA-256 校验码；在此文件夹里运行 sha256sum -c ${sums} 可核对

不需要一车一档程序即可阅读。它不是备份：不能用它恢复档案。

----------------------------------------------------------------------

YiDang · complete export ${number}
${storeName}

NOT ENCRYPTED: whoever has this folder can read all of it. It counts as an original: it is numbered
and registered. Leave it with the person it was given to, put it into no folder that is synchronised,
and destroy it when it is no longer needed.

  index.html      open it in a browser: what this is, and all dossiers
  dossiers/       one folder per dossier: a page, its records, the scans as they were given
  lists/          Excel lists: dossiers, owners, records, papers, sign-in book, loan register, penalties
  ${sums}  the SHA-256 of every file; sha256sum -c ${sums} in this folder checks them

It is read without YiDang. It is no backup: an archive cannot be restored from it.
`
}
