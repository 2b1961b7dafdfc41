// Row ids that cannot be mixed up: an `Id<'dossier'>` is not an `Id<'record'>`.

declare const noun: unique symbol

export type Noun =
  | 'person' | 'department' | 'customer' | 'vehicle' | 'dossier' | 'record' | 'handover' | 'checklist' | 'attachment' | 'key'
  | 'scan' | 'copy' | 'inboxFile' | 'inboxPage' | 'cabinet' | 'slot' | 'stocktaking' | 'difference'
  | 'correction' | 'violation' | 'settingChange' | 'merge' | 'loan' | 'volume' | 'volumeClass' | 'generalPaper'
  | 'copyRequest' | 'copyDelegation' | 'leak' | 'leakMeasure'
  | 'accessRequest' | 'reader' | 'disposal' | 'hold' | 'subjectRequest' | 'backupPlace' | 'exportRequest'

export type Id<N extends Noun> = number & { readonly [noun]: N }

function isId<N extends Noun>(value: number): value is Id<N> {
  return Number.isSafeInteger(value) && value > 0
}

/** @throws RangeError when `value` is not a positive integer. */
export function toId<N extends Noun>(value: number): Id<N> {
  if (!isId<N>(value)) throw new RangeError(`not an id: ${value}`)
  return value
}
