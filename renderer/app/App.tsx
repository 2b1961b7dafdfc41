// The whole application: look, language, and which of its faces is shown: set-up, sign-in, or the frame with its screens.
import { App as AntApp, ConfigProvider } from 'antd'
import enGB from 'antd/es/locale/en_GB.js'
import zhCN from 'antd/es/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/en-gb'
import 'dayjs/locale/zh-cn'
import { lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { Busy } from '../components/Busy.tsx'
import { ErrorState } from '../components/ErrorState.tsx'
import { SignIn } from '../features/session/SignIn.tsx'
import { wholeContract } from '../api.ts'
import { currentLanguage, type Language } from '../i18n/index.ts'
import { useAbout } from './about.ts'
import { CrashBoundary } from './CrashBoundary.tsx'
import { goAsked } from './leaving.ts'
import { useSession } from './session.ts'
import { theme } from './theme.ts'

const LOCALES: Record<Language, { antd: typeof zhCN; dayjs: string }> = {
  'zh-CN': { antd: zhCN, dayjs: 'zh-cn' },
  en: { antd: enGB, dayjs: 'en-gb' },
}

/** Milliseconds: at once, it would be made before the first screen can be typed into. */
const SOON = 1000

// What is not needed to sign in comes after.
const frame = () => import('./Frame.tsx')
const Frame = lazy(async () => ({ default: (await frame()).Frame }))
const SetUp = lazy(async () => ({ default: (await import('../features/session/SetUp.tsx')).SetUp }))
const KeyChanged = lazy(async () => ({ default: (await import('../features/session/KeyChanged.tsx')).KeyChanged }))
const About = lazy(async () => ({ default: (await import('../features/about/About.tsx')).About }))

function Face() {
  const phase = useSession((session) => session.phase)
  const refresh = useSession((session) => session.refresh)
  // While somebody types their password, once they see where. Should it fail, it is tried again when they are in.
  useEffect(() => {
    if (phase.at !== 'signIn') return undefined
    const timer = setTimeout(() => void Promise.all([frame(), wholeContract()]).catch(() => undefined), SOON)
    return () => clearTimeout(timer)
  }, [phase.at])
  if (phase.at === 'signedIn') return <Frame />
  if (phase.at === 'signIn') return <SignIn idle={phase.idle} />
  if (phase.at === 'setUp') return <SetUp />
  if (phase.at === 'keyChanged') return <KeyChanged recoveryKey={phase.recoveryKey} />
  if (phase.at === 'unreachable') return <ErrorState error={phase.error} onRetry={() => void refresh()} />
  return <Waiting />
}

function Waiting() {
  const { t } = useTranslation()
  return <Busy label={t('session.unreachable')} />
}

export function App() {
  useTranslation()
  const serial = useSession((session) => session.serial)
  const refresh = useSession((session) => session.refresh)
  const isAboutShown = useAbout((about) => about.shown)
  const locale = LOCALES[currentLanguage()]
  dayjs.locale(locale.dayjs)
  useEffect(() => {
    void refresh()
  }, [refresh])
  return (
    // What is typed here is nobody's to remember: a browser would write it into its profile, to suggest it or to bring it back.
    <ConfigProvider
      theme={theme} locale={locale.antd} button={{ autoInsertSpace: false }} input={{ autoComplete: 'off' }} textArea={{ autoComplete: 'off' }}
    >
      {/* A new session starts from nothing: no message, dialog or form of the one before is left. */}
      <AntApp key={serial} className="app">
        <CrashBoundary>
          {/* oxlint-disable-next-line react/hooks -- wouter is given its way of reading the address as a hook; this one never changes */}
          <Router hook={useHashLocation} aroundNav={goAsked}>
            <Suspense fallback={<Waiting />}><Face /></Suspense>
          </Router>
          {isAboutShown && <Suspense><About /></Suspense>}
        </CrashBoundary>
      </AntApp>
    </ConfigProvider>
  )
}
