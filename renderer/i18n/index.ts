// The languages of the screens: zh-CN first, English second. The choice is this machine's, and says nothing about anyone.
import i18next, { changeLanguage, t, use as extend } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/index.ts'
import { zh } from './zh-CN/index.ts'

export const LANGUAGES = ['zh-CN', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { 'zh-CN': '中文', en: 'English' }

const STORED_AS = 'yidang.language'

export function isLanguage(text: string | null | undefined): text is Language {
  return text !== null && text !== undefined && LANGUAGES.some((language) => language === text)
}

function storedLanguage(): Language {
  const stored = window.localStorage.getItem(STORED_AS)
  return isLanguage(stored) ? stored : 'zh-CN'
}

/** Reads the catalogues in; called once, before the first screen. */
export async function startLanguages(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = language
    document.title = t('common.product')
  })
  await extend(initReactI18next).init({
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    lng: storedLanguage(),
    supportedLngs: [...LANGUAGES],
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
  })
}

/** Switches every screen over and remembers the choice on this machine. */
export async function chooseLanguage(language: Language): Promise<void> {
  window.localStorage.setItem(STORED_AS, language)
  await changeLanguage(language)
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'zh-CN'
}

export const i18n = i18next
