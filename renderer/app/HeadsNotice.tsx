// Said on every screen to those who may verify, as long as the program runs: the chains are not as they were left (DESIGN decision 12),
// or the keyring is not (A1).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { paths } from './paths.ts'
import { usePermits, useSession } from './session.ts'

export function HeadsNotice() {
  const { t } = useTranslation()
  const mayVerify = usePermits('archive.verify')
  const problem = useSession((session) => session.archive?.headsDiffer ?? null)
  const keyringDiffers = useSession((session) => session.archive?.keyringDiffers ?? false)
  if (!mayVerify) return null
  return (
    <>
      {problem !== null && <Notice title={t(`session.heads.problem.${problem}`)} advice={t('session.heads.advice')} />}
      {keyringDiffers && <Notice title={t('session.heads.keyring')} advice={t('session.heads.keyringAdvice')} />}
    </>
  )
}

function Notice({ title, advice }: { title: string; advice: string }) {
  const { t } = useTranslation()
  return (
    <Alert
      className="frame-notice" type="warning" banner showIcon role="alert"
      title={title} description={advice} action={<Link href={paths.backup}>{t('session.heads.open')}</Link>}
    />
  )
}
