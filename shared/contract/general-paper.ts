// General documents (文书材料): papers of the store that are of no dossier, entered by hand, to be bound by year (rules C2, C4).
import { z } from 'zod'
import { SECRECY_LEVELS } from '#shared/domain/access.ts'
import { PARTS, VOLUME_LIMITS } from '#shared/domain/volume.ts'
import { id, line, localDate, nothing, requiredLine, storeDay } from './field.ts'
import { read, write } from './method.ts'

const pages = z.number().int().min(1, 'volume.pagesDue').max(VOLUME_LIMITS.pages)

const generalPaperFields = {
  title: requiredLine(120),
  onDate: storeDay,
  documentNumber: line(60),
  responsible: requiredLine(60),
  pages,
  part: z.enum(PARTS),
  /** The paper it belongs with; null for one of its own. */
  withId: id('generalPaper').nullable(),
  level: z.enum(SECRECY_LEVELS),
}

export const generalPaperView = z.object({
  id: id('generalPaper'),
  title: z.string(), onDate: localDate, documentNumber: z.string(), responsible: z.string(), pages: z.number().int(), part: z.enum(PARTS),
  withId: id('generalPaper').nullable(), level: z.enum(SECRECY_LEVELS),
  /** The volume it lies in, once it does. */
  volume: z.object({ id: id('volume'), number: z.string().nullable(), position: z.number().int() }).nullable(),
})
export type GeneralPaperView = z.output<typeof generalPaperView>

export const generalPaperContract = {
  /** The general documents of a class, newest first. */
  'generalPaper.list': read('volume.keep', z.strictObject({
    classId: id('volumeClass'), year: z.number().int().min(2000).max(2150).nullable(), text: z.string().max(100), limit: z.number().int().min(1).max(500),
  }), z.object({ papers: z.array(generalPaperView), more: z.boolean() })),
  'generalPaper.add': write('volume.keep', z.strictObject({ classId: id('volumeClass'), ...generalPaperFields }), z.object({ id: id('generalPaper') })),
  /** Only while it is in no volume; so is withdrawing. */
  'generalPaper.update': write('volume.keep', z.strictObject({ id: id('generalPaper'), ...generalPaperFields }), nothing),
  'generalPaper.withdraw': write('volume.keep', z.strictObject({ id: id('generalPaper') }), nothing),
}
