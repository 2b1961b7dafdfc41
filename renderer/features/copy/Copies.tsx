// Copies: what waits for one's approval, one's own requests, the register, and authority in others' hands (rule S4).
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { useAnswer } from '../../app/answer.ts'
import { COPY_TABS, paths, type CopyTab } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Page } from '../../components/Page.tsx'
import { Authority } from './Authority.tsx'
import { CopyRegister } from './CopyRegister.tsx'
import { Requests } from './Requests.tsx'
import '../screens.css'
import './copy.css'

const LISTED = 200

const isTab = (text: string): text is CopyTab => COPY_TABS.some((tab) => tab === text)

export function Copies() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { tab: at = '' } = useParams<{ tab?: string }>()
  const gives = usePermits('copy.delegate')
  const waiting = useAnswer('copy.requests', { of: 'waiting', limit: LISTED })
  const mine = useAnswer('copy.requests', { of: 'mine', limit: LISTED })
  const authority = useAnswer('copy.delegations', {})
  const decides = gives || (waiting.value?.requests.length ?? 0) > 0 || authority.value?.some(({ revoked }) => revoked === null) === true
  const tab = isTab(at) ? at : gives ? 'waiting' : 'mine'
  const reload = (): void => {
    waiting.reload()
    mine.reload()
  }
  const counts: Partial<Record<CopyTab, number>> = {
    ...(waiting.value === null ? {} : { waiting: waiting.value.requests.length }),
    ...(mine.value === null ? {} : { mine: mine.value.requests.filter(({ state }) => state === 'requested' || state === 'approved').length }),
  }
  const tabs = COPY_TABS.filter((each) => (
    (each !== 'waiting' || decides || tab === each) && (each !== 'authority' || gives || tab === each || (authority.value?.length ?? 0) > 0)
  ))
  return (
    <Page title={t('copy.title')}>
      <Tabs
        activeKey={tab}
        onChange={(key) => {
          if (isTab(key)) navigate(paths.copies(key), { replace: true })
        }}
        aria-label={t('copy.tabs')}
        items={tabs.map((each) => ({
          key: each,
          label: <>{t(`copy.tab.${each}`)} {counts[each] !== undefined && <span className="copy-count">{counts[each]}</span>}</>,
          children: each === tab && (
            <>
              {each === 'waiting' && <Requests of="waiting" answer={waiting} onChanged={reload} />}
              {each === 'mine' && <Requests of="mine" answer={mine} onChanged={reload} />}
              {each === 'register' && <CopyRegister />}
              {each === 'authority' && <Authority answer={authority} />}
            </>
          ),
        }))}
      />
    </Page>
  )
}
