// Common sheets of sticky labels on A4, measured in millimetres (Avery 3474, L7160, L7163 and their like).

export const LABEL_SHEETS = {
  a70x37: { columns: 3, rows: 8, width: 70, height: 37, left: 0, top: 0.5, stepX: 70, stepY: 37 },
  a63x38: { columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.2, top: 15.15, stepX: 66.04, stepY: 38.1 },
  a99x38: { columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, stepX: 101.6, stepY: 38.1 },
} as const

export type LabelSheetKind = keyof typeof LABEL_SHEETS
export type LabelSheet = (typeof LABEL_SHEETS)[LabelSheetKind]

export const LABEL_SHEET_KINDS = ['a70x37', 'a63x38', 'a99x38'] as const satisfies readonly LabelSheetKind[]

/** Where each label goes: `start` is the first free label of the first sheet, from 1; left to right, then down, then on to the next sheet. */
export function layOut<Item>(items: readonly Item[], sheet: LabelSheet, start: number): { item: Item; left: number; top: number }[][] {
  const onSheet = sheet.columns * sheet.rows
  const sheets: { item: Item; left: number; top: number }[][] = []
  for (const [index, item] of items.entries()) {
    const place = start - 1 + index
    const at = place % onSheet
    const page = Math.floor(place / onSheet)
    sheets[page] ??= []
    sheets[page].push({ item, left: sheet.left + (at % sheet.columns) * sheet.stepX, top: sheet.top + Math.floor(at / sheet.columns) * sheet.stepY })
  }
  return sheets
}

// This machine's printer, and says nothing about anyone.
const STORED_AS = 'yidang.labelSheet'

/** The sheet that was printed on last. */
export function storedSheet(): LabelSheetKind {
  const stored = window.localStorage.getItem(STORED_AS)
  return LABEL_SHEET_KINDS.find((kind) => kind === stored) ?? 'a70x37'
}

export function storeSheet(kind: LabelSheetKind): void {
  window.localStorage.setItem(STORED_AS, kind)
}
