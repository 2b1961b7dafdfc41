// The frame around every screen: whose archive it is, where one can go, who is at the desk, and the palette.
import { SearchOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Route as At, Switch, useLocation } from 'wouter'
import { Busy } from '../components/Busy.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { TrainingMark } from '../components/TrainingMark.tsx'
import { ChangePassword } from '../features/session/ChangePassword.tsx'
import { chooseLanguage, currentLanguage, isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../i18n/index.ts'
import { useAbout } from './about.ts'
import { CrashBoundary } from './CrashBoundary.tsx'
import { ClockNotice } from './ClockNotice.tsx'
import { HeadsNotice } from './HeadsNotice.tsx'
import { useIdleLock } from './idle.ts'
import { Palette } from './Palette.tsx'
import { mayOpen, NAV_GROUPS, type NavGroup, type Route } from './route.ts'
import { ROUTES } from './routes.tsx'
import { useMe, useSession } from './session.ts'
import { useLabelJump } from './useLabelJump.ts'

export function Frame() {
  const { t } = useTranslation()
  const me = useMe()
  const archive = useSession((session) => session.archive)
  const [finding, setFinding] = useState(false)
  useIdleLock(archive?.idleMinutes ?? 5)
  useLabelJump()

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setFinding(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  const allowed = ROUTES.filter((route) => mayOpen(route, me.roles))
  return (
    <div className="frame">
      <a className="skip" href="#content" onClick={toContent}>{t('session.frame.skip')}</a>
      <aside className="frame-side">
        <div className="frame-store" title={archive?.store?.name}>{archive?.store?.name}</div>
        {archive?.training === true && <div className="frame-mark"><TrainingMark /></div>}
        <Button icon={<SearchOutlined aria-hidden />} className="frame-find" onClick={() => setFinding(true)}>
          {t('session.frame.find')} <kbd>Ctrl K</kbd>
        </Button>
        <nav aria-label={t('session.nav.label')} className="frame-nav">
          {NAV_GROUPS.map((group) => <NavPart key={group} group={group} routes={allowed.filter((route) => route.icon !== null && route.group === group)} />)}
        </nav>
        <div className="frame-foot"><PersonMenu /></div>
      </aside>
      <div className="frame-main">
        <ClockNotice />
        <HeadsNotice />
        <div className="frame-content" id="content">
          <Switch>
            {allowed.map(({ path, Screen }) => (
              // One Suspense each: a screen that is left goes at once, instead of lying hidden until the next has come.
              <At key={path} path={path}><CrashBoundary><Suspense fallback={<Busy label={t('common.loading')} />}><Screen /></Suspense></CrashBoundary></At>
            ))}
            <At><NotFound /></At>
          </Switch>
        </div>
      </div>
      {finding && <Palette onClose={() => setFinding(false)} />}
    </div>
  )
}

function NavPart({ group, routes }: { group: NavGroup; routes: readonly Route[] }) {
  const { t } = useTranslation()
  const [location] = useLocation()
  if (routes.length === 0) return null
  return (
    <section aria-label={t(`session.nav.group.${group}`)}>
      {group !== 'desk' && <div className="frame-group" aria-hidden="true">{t(`session.nav.group.${group}`)}</div>}
      <ul>
        {routes.map(({ path, nav, title, icon }) => {
          const to = nav ?? path
          return (
            <li key={to}>
              <Link href={to} aria-current={location === to || (to !== '/' && location.startsWith(`${to}/`)) ? 'page' : undefined}>
                <span aria-hidden="true">{icon}</span>
                {t(title)}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function toContent(event: { preventDefault(): void }): void {
  event.preventDefault()
  document.querySelector<HTMLElement>('#content h1')?.focus()
}

function PersonMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const lock = useSession((session) => session.lock)
  const signOut = useSession((session) => session.signOut)
  const showAbout = useAbout((about) => about.show)
  const [changing, setChanging] = useState(false)
  const items: MenuProps['items'] = [
    { key: 'changePassword', label: t('session.frame.changePassword') },
    { type: 'divider' },
    {
      type: 'group',
      label: t('session.frame.language'),
      children: LANGUAGES.map((language) => ({ key: language, label: LANGUAGE_NAMES[language], disabled: language === currentLanguage() })),
    },
    { type: 'divider' },
    { key: 'about', label: t('about.title') },
    { type: 'divider' },
    { key: 'lock', label: t('session.frame.lock') },
    { key: 'signOut', label: t('session.frame.signOut') },
  ]
  const onClick: NonNullable<MenuProps['onClick']> = ({ key }) => {
    if (isLanguage(key)) void chooseLanguage(key)
    else if (key === 'changePassword') setChanging(true)
    else if (key === 'about') showAbout()
    else if (key === 'lock') void lock('person')
    else if (key === 'signOut') void signOut()
  }
  return (
    <>
      <Dropdown
        menu={{ items, onClick }}
        trigger={['click']}
        placement="topLeft"
        getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      >
        <Button type="text" className="frame-person" icon={<UserOutlined />} aria-label={`${t('session.frame.person')}: ${me.name}`}>
          <span>
            <strong>{me.name}</strong>
            <small>{me.roles.map((role) => t(`common.role.${role}`)).join(' · ')}</small>
          </span>
        </Button>
      </Dropdown>
      {changing && <ChangePassword onClose={() => setChanging(false)} />}
    </>
  )
}
