// For an address that names nothing.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { paths } from '../app/paths.ts'
import { EmptyState } from './EmptyState.tsx'
import { Page } from './Page.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('common.notFound.title')}>
      <EmptyState title={t('common.notFound.title')} text={t('common.notFound.text')}>
        <Link href={paths.today}>{t('common.notFound.home')}</Link>
      </EmptyState>
    </Page>
  )
}
