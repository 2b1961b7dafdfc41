// What a paper is called, and what its checklist line asks of it, in words (rule F6).
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ChecklistLine, Lack } from '#shared/domain/paper.ts'
import { ownPaperName } from '../app/own-papers.ts'
import { isPaperCode } from '#shared/words/paper.ts'

/** A paper's name; a store's own paper is called as its checklist line says. */
export function paperName(t: TFunction, code: string): string {
  return isPaperCode(code) ? t(`paper.${code}`) : (ownPaperName(code) ?? code)
}

/** The name of a paper by its line, which names a store's own before anyone was told of it. */
export function linePaper(t: TFunction, { code, name }: Pick<ChecklistLine, 'code' | 'name'>): string {
  return isPaperCode(code) || name === undefined || name === '' ? paperName(t, code) : name
}

/** What is lacking, written out: 缺销售合同原件, 结算单：客户签字缺失或有误. */
export function lackText(t: TFunction, lack: { code: string; kind: Lack['kind'] }): string {
  const name = paperName(t, lack.code)
  return t('handover.lackOf', { paper: name, lack: t(`handover.lack.${lack.kind}`) })
}

/** Original or copy, how many, who signs, when it applies. */
export function PaperAsk({ line }: { line: ChecklistLine }) {
  const { t } = useTranslation()
  const asked = [
    `${t(`record.paper.${line.form}`)} ${t('record.paper.count', { count: line.count })}`,
    ...(line.customerSigns && line.staffSigns ? [t('record.paper.bothSign')] : []),
    ...(line.customerSigns && !line.staffSigns ? [t('record.paper.customerSigns')] : []),
    ...(line.staffSigns && !line.customerSigns ? [t('record.paper.staffSigns')] : []),
    ...(line.due === 'always' ? [] : [t('record.paper.ifApplies')]),
  ]
  return <small className="paper-ask">{asked.join(' · ')}</small>
}
