// The register of signed acts: numbered lines that all sides sign, never edited or removed: loans, closing notes of volumes,
// destructions, erasings at a person's request (rules L1, L3, C3, R2, R4).

/**
 * `loan.out`: handed out; `loan.back`: taken back; `volume.closed`: a closing note; `volume.remarked`: a later line of one;
 * `disposal.destroyed`: a destruction list carried out; `subject.erased`: a person's data erased at their request.
 */
export const REGISTER_KINDS = ['loan.out', 'loan.back', 'volume.closed', 'volume.remarked', 'disposal.destroyed', 'subject.erased'] as const
export type RegisterKind = (typeof REGISTER_KINDS)[number]
