// What the rates mean, in the words of the rule: on the screen and on the sheet (rule V11).
import { useTranslation } from 'react-i18next'

export function Definitions() {
  const { t } = useTranslation()
  return (
    <section className="rate-definitions" aria-labelledby="rate-definitions">
      <h2 id="rate-definitions">{t('rate.definition.title')}</h2>
      <ul>
        {(['onTime', 'complete', 'down', 'scope'] as const).map((each) => <li key={each}>{t(`rate.definition.${each}`)}</li>)}
      </ul>
    </section>
  )
}
