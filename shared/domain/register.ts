// The register of signed acts: numbered lines that all sides sign, never edited or removed: loans, closing notes of volumes (rules L1, L3, C3).

/** `loan.out`: handed out; `loan.back`: taken back; `volume.closed`: a closing note; `volume.remarked`: a later line of one. */
export const REGISTER_KINDS = ['loan.out', 'loan.back', 'volume.closed', 'volume.remarked'] as const
export type RegisterKind = (typeof REGISTER_KINDS)[number]
