// The words of the screens for tests, from the very catalogues that the screens read.
import { createInstance, type i18n as Catalogues } from 'i18next'
import { en } from '../../renderer/i18n/en/index.ts'
import type { Language } from '../../renderer/i18n/index.ts'
import { zh } from '../../renderer/i18n/zh-CN/index.ts'

export type { Language }

/** `t('book.title')` is what the screen says in that language. */
export type Words = Catalogues['t']

export async function wordsOf(language: Language): Promise<Words> {
  const catalogues = createInstance()
  await catalogues.init({
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    lng: language,
    interpolation: { escapeValue: false },
  })
  return catalogues.t
}
