// The quiet page outside the frame: set-up and sign-in stand on it.
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useAbout } from '../../app/about.ts'
import { useSession } from '../../app/session.ts'
import { LanguageSwitch } from '../../components/LanguageSwitch.tsx'
import { TrainingMark } from '../../components/TrainingMark.tsx'
import './session.css'

export function Gate({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  const { t } = useTranslation()
  const store = useSession((session) => session.archive?.store)
  const showAbout = useAbout((about) => about.show)
  return (
    <div className="gate">
      <header className="gate-head">
        <span className="gate-product">{t('common.product')}</span>
        {store && <span className="gate-store">{store.name}</span>}
        <TrainingMark />
        <span className="gate-language"><Button type="text" size="small" onClick={showAbout}>{t('about.title')}</Button> <LanguageSwitch /></span>
      </header>
      <main className={wide ? 'gate-card gate-wide' : 'gate-card'}>{children}</main>
    </div>
  )
}
