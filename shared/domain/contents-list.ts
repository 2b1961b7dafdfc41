// The contents list of a dossier (卷内目录, rule F7): its papers in four parts, each numbered.
import type { RecordKind } from './record.ts'

/** 基础资料 · 信誉、财务、付款 · 交易状况 · 退赔、折价 (000 第一篇 二.3). */
export const DOSSIER_PARTS = ['background', 'credit', 'transactions', 'compensation'] as const
export type DossierPart = (typeof DOSSIER_PARTS)[number]

/** Who the customer is, and which car. */
const BACKGROUND: ReadonlySet<string> = new Set(['greenCard', 'identityCopy', 'drivingLicenceCopy', 'certificateCopy', 'deliveryPhoto'])
/** What was to be paid, and was. */
const CREDIT: ReadonlySet<string> = new Set(['purchaseInvoice', 'settlement'])

/** The part a paper belongs to. *Decided:* a warranty claim is made good by the maker and stands, whole, under 退赔、折价. */
export function partOf(kind: RecordKind, code: string): DossierPart {
  if (kind === 'warrantyClaim') return 'compensation'
  if (CREDIT.has(code)) return 'credit'
  return kind === 'delivery' && BACKGROUND.has(code) ? 'background' : 'transactions'
}

/** Papers by part, each part's in the order given and numbered from 1. */
export function contentsInParts<P extends { kind: RecordKind; code: string }>(papers: readonly P[]): { part: DossierPart; papers: (P & { number: string })[] }[] {
  return DOSSIER_PARTS.map((part, index) => ({
    part,
    papers: papers.filter(({ kind, code }) => partOf(kind, code) === part).map((paper, at) => ({ ...paper, number: `${index + 1}.${at + 1}` })),
  }))
}
