// Said on every screen to those who may verify, as long as the program runs: the chains are not as they were left (DESIGN decision 12).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { paths } from './paths.ts'
import { usePermits, useSession } from './session.ts'

export function HeadsNotice() {
  const { t } = useTranslation()
  const mayVerify = usePermits('archive.verify')
  const problem = useSession((session) => session.archive?.headsDiffer ?? null)
  if (!mayVerify || problem === null) return null
  return (
    <Alert
      className="frame-notice" type="warning" banner showIcon role="alert"
      title={t(`session.heads.problem.${problem}`)} description={t('session.heads.advice')}
      action={<Link href={paths.backup}>{t('session.heads.open')}</Link>}
    />
  )
}
