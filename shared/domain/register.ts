// The register of signed acts: numbered lines that both sides sign, never edited or removed. Loans first (rules L1, L3).

/** `loan.out`: handed out; `loan.back`: taken back. */
export const REGISTER_KINDS = ['loan.out', 'loan.back'] as const
export type RegisterKind = (typeof REGISTER_KINDS)[number]
