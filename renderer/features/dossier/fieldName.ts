// What a changed field is called in the story of a dossier.
import type { TFunction } from 'i18next'
import type { DossierView } from '#shared/contract/dossier.ts'
import { dossier } from '../../i18n/zh-CN/dossier.ts'

function isNamed(field: string): field is keyof typeof dossier.fieldName {
  return Object.hasOwn(dossier.fieldName, field)
}

/** A field without a name of its own is called by what it belongs to. */
export function fieldName(t: TFunction, subject: DossierView['changes'][number]['subject'], field: string): string {
  return isNamed(field) ? t(`dossier.fieldName.${field}`) : t(`dossier.event.subject.${subject}`)
}
