// Money: whole fen (分), never fractions.

/** An amount in fen; negative ones only correct an earlier amount. */
export type Fen = number

/** `¥50`, `¥12.50`, `-¥20`: as slips and lists say it. */
export function moneyText(fen: Fen): string {
  const yuan = Math.floor(Math.abs(fen) / 100)
  const rest = Math.abs(fen) % 100
  const grouped = String(yuan).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
  return `${fen < 0 ? '-' : ''}¥${grouped}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`
}
