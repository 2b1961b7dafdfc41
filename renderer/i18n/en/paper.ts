// The names of the papers, by the codes of shared/domain/checklist.ts.
import type { paper as zh } from '../zh-CN/paper.ts'
import type { Same } from '../same.ts'

export const paper = {
  greenCard: 'Green card',
  purchaseInvoice: 'Copy of the purchase invoice',
  salesContract: 'Sales contract, original',
  identityCopy: 'Copy of identity card or business licence',
  deliveryCheckSheet: 'Delivery check sheet',
  drivingLicenceCopy: 'Copy of the vehicle licence',
  insuranceCopy: 'Copy of the insurance policy',
  derivedServicesList: 'List of additional services',
  certificateCopy: 'Copy of the certificate of conformity',
  deliveryPhoto: 'Delivery photograph',
  pdiSheet: 'New-car PDI check sheet',
  otherProof: 'Other supporting documents',
  receptionSheet: 'Reception sheet',
  workOrder: 'Work order',
  settlement: 'Settlement statement',
  freeCheckSheet: 'Free 12-point check sheet',
  additionalItems: 'Additional-work sheet',
  testDriveSheet: 'Test-drive sheet',
  damageAssessment: 'Damage assessment',
  specialToolData: 'Special-tool test data',
  estimate: 'Estimate',
  firstMaintenanceCard: 'Copy of the first-maintenance card',
  partsInvoiceCopy: 'Copy of the parts invoice',
  damagePhoto: 'Photographs of damaged parts and vehicle',
  faultReport: 'Test and fault report',
} as const satisfies Same<typeof zh>
