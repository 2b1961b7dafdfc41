// Volumes: binding a year's papers class by class, all volumes, general documents, the filing scheme (rules C2 to C5).
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { paths, VOLUME_TABS, type VolumeTab } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Page } from '../../components/Page.tsx'
import { ByYear } from './ByYear.tsx'
import { FindVolumes } from './FindVolumes.tsx'
import { GeneralPapers } from './GeneralPapers.tsx'
import { Scheme } from './Scheme.tsx'
import '../screens.css'
import './volume.css'

export function Volumes() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { tab: at } = useParams<{ tab?: string }>()
  const keeps = usePermits('volume.keep')
  const tabs = VOLUME_TABS.filter((each) => keeps || each !== 'papers')
  const tab = tabs.find((each) => each === at) ?? 'year'
  return (
    <Page title={t('volume.title')}>
      <Tabs
        activeKey={tab}
        onChange={(key) => navigate(paths.volumes(tabs.find((each) => each === key)), { replace: true })}
        aria-label={t('volume.tabs')}
        items={tabs.map((each) => ({ key: each, label: t(`volume.tab.${each}`), children: each === tab && <Part tab={each} /> }))}
      />
    </Page>
  )
}

function Part({ tab }: { tab: VolumeTab }) {
  switch (tab) {
    case 'year':
      return <ByYear />
    case 'list':
      return <FindVolumes />
    case 'papers':
      return <GeneralPapers />
    case 'scheme':
      return <Scheme />
  }
}
