// Amounts as people type them, in yuan, to whole fen and back.
import { moneyText, type Fen } from '#shared/domain/money.ts'

/** `50`, `12.5`, `-20.00` to fen; null for anything else. No fraction is ever counted with. */
export function fenOf(text: string): Fen | null {
  const found = /^(?<sign>-?)(?<yuan>\d{1,6})(?:\.(?<rest>\d{1,2}))?$/.exec(text.trim().replaceAll(',', '').normalize('NFKC'))?.groups
  if (!found) return null
  const fen = Number(found['yuan']) * 100 + Number((found['rest'] ?? '').padEnd(2, '0'))
  return found['sign'] === '-' ? 0 - fen : fen
}

/** `¥50 × 2` where that is what it comes to; null where it is not doubled, or another amount was decided. */
export function doublingText({ base, doubled, amount }: { base: Fen; doubled: boolean; amount: Fen }): string | null {
  return doubled && amount === 2 * base ? `${moneyText(base)} × 2` : null
}

/** `50`, `12.50`. */
export function yuanOf(fen: Fen): string {
  const rest = Math.abs(fen) % 100
  return `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`
}
