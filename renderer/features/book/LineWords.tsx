// What changed hands by a line, and what is missing after it, in words (rules H3, H5, H7, F9).
import { useTranslation } from 'react-i18next'
import type { BookLineView } from '#shared/contract/handover.ts'
import { lackText, paperName } from '../../components/PaperName.tsx'
import { paperCount, papersBrought } from './lineWords.ts'

export function LineWords({ line }: { line: BookLineView }) {
  const { t } = useTranslation()
  switch (line.kind) {
    case 'strike':
      return line.strikes !== null && <span className="book-red">{t('book.line.strike', { seq: line.strikes })}</span>
    case 'refusal':
      return (
        <span className="book-red">
          {t('book.line.refusal')}{line.refusal !== null && t('book.line.colon') + t(`handover.refusal.${line.refusal}`)}
        </span>
      )
    case 'handover':
      return (
        <>
          {t('book.line.received', paperCount(line))}
          <LacksInWords lacks={line.lacks} />
        </>
      )
    case 'supplement':
      return (
        <>
          {line.receipt !== null && <em>{t('book.line.supplement', { seq: line.receipt })}</em>}
          {t('book.line.colon')}{papersBrought(line).map((paper) => paperName(t, paper.code)).join(t('book.line.separator'))}
          <LacksInWords lacks={line.lacks} />
        </>
      )
  }
}

function LacksInWords({ lacks }: { lacks: BookLineView['lacks'] }) {
  const { t } = useTranslation()
  if (lacks.length === 0) return <small>{t('book.line.none')}</small>
  return (
    <small className="book-red">
      {t('book.line.lacks')}{t('book.line.colon')}{lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))}
    </small>
  )
}
