// Changes the language of the screens on this machine.
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { chooseLanguage, currentLanguage, LANGUAGE_NAMES, LANGUAGES } from '../i18n/index.ts'

export function LanguageSwitch() {
  const { t } = useTranslation()
  return (
    <Segmented
      aria-label={t('common.language')}
      size="small"
      value={currentLanguage()}
      options={LANGUAGES.map((language) => ({ value: language, label: LANGUAGE_NAMES[language] }))}
      onChange={(language) => void chooseLanguage(language)}
    />
  )
}
