// Copies of a test's archive, asked for and made as people would.
import type { Output, RawInput } from '#shared/contract/index.ts'
import type { Person } from '#test/support/archive.ts'

export type Pages = Pick<RawInput<'copy.request'>, 'recordId' | 'scanIds'>

export const wanted = (pages: Pages, change: Partial<RawInput<'copy.request'>> = {}): RawInput<'copy.request'> => ({
  ...pages, purpose: '保险理赔', form: 'print', recipient: '某保险公司', ...change,
})

/** One's own requests, the newest first. */
export const mine = async (person: Person): Promise<Output<'copy.requests'>['requests']> => (await person.call('copy.requests', { of: 'mine', limit: 100 })).requests

export const waiting = async (person: Person): Promise<Output<'copy.requests'>['requests']> => (await person.call('copy.requests', { of: 'waiting', limit: 100 })).requests

/** The register of a year. */
export const registerOf = async (person: Person, text = ''): Promise<Output<'copy.register'>['copies']> => (
  (await person.call('copy.register', { from: '2026-01-01', to: '2026-12-31', text, out: false, before: null, limit: 100 })).copies
)
