// Above the pages of a paper: its name, how many pages, and what can be done to them.
import { Button } from 'antd'
import type { ComponentProps, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PageButtons } from './PageActs.tsx'

type ScanBarProps = {
  name: string
  pages: number
  /** None where one page is shown large. */
  selected: number
  onClear: () => void
  acts: ComponentProps<typeof PageButtons>
  /** How files are put in. */
  children: ReactNode
}

export function ScanBar({ name, pages, selected, onClear, acts, children }: ScanBarProps) {
  const { t } = useTranslation()
  return (
    <div className="scan-bar" role="toolbar" aria-label={t('scan.page.acts')}>
      <h2 title={name}>{name}</h2>
      <output className="scan-bar-count">
        {selected > 0
          ? (
            <>
              {t('scan.page.selected', { count: selected })}
              <Button type="link" size="small" onClick={onClear}>{t('scan.page.clear')}</Button>
            </>
          )
          : t('scan.pages', { count: pages })}
      </output>
      {children}
      <span className="scan-bar-acts"><PageButtons {...acts} /></span>
    </div>
  )
}
