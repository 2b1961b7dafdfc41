// Where the pages to print are, as the part of the address after `#`.
import type { AuditFilters } from '#shared/contract/audit.ts'

export const printPaths = {
  book: (from: string, to: string) => `/print/book/${from}/${to}`,
  slip: (handoverId: number) => `/print/slip/${handoverId}`,
  folderLabels: (dossierIds: readonly number[]) => `/print/folders/${dossierIds.join(',')}`,
  stocktaking: (id: number) => `/print/stocktaking/${id}`,
  slotLabels: (cabinet: string) => `/print/slots/${encodeURIComponent(cabinet)}`,
  coverSheets: (recordId: number) => `/print/covers/${recordId}`,
  appraisal: (month: string, departmentId: number) => `/print/appraisal/${month}/${departmentId}`,
  correction: (id: number) => `/print/correction/${id}`,
  penalty: (id: number) => `/print/penalty/${id}`,
  violations: (month: string) => `/print/violations/${month}`,
  loanRegister: (from: string, to: string) => `/print/loan-register/${from}/${to}`,
  loanSlip: (id: number) => `/print/loan-slip/${id}`,
  loanCard: (id: number) => `/print/loan-card/${id}`,
  /** Cover, spine, contents list, closing note. */
  volume: (id: number) => `/print/volume/${id}`,
  scheme: '/print/scheme',
  /** A dossier's own contents list. */
  contents: (dossierId: number) => `/print/contents/${dossierId}`,
  /** A copy that was just made: its pages to print, or its file to save. */
  copy: (id: number) => `/print/copy/${id}`,
  copyRegister: (from: string, to: string, out: boolean, text: string) => `/print/copy-register/${from}/${to}/${out ? 'out' : 'all'}/${encodeURIComponent(text)}`,
  leak: (id: number) => `/print/leak/${id}`,
  disposal: (id: number) => `/print/disposal/${id}`,
  subject: (customerId: number) => `/print/subject/${customerId}`,
  audit: ({ from, to, personId, group, about }: AuditFilters) => `/print/audit/${from}/${to}/${personId ?? 'all'}/${group ?? 'all'}/${encodeURIComponent(about)}`,
  leaver: (personId: number) => `/print/leaver/${personId}`,
  gaps: (personId?: number) => (personId === undefined ? '/print/gaps' : `/print/gaps/${personId}`),
}
