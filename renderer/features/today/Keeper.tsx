// The first screen of one who keeps the archive and sees no customer: staff, settings, backup (rule A1).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { BackupState } from './BackupState.tsx'

export function Keeper() {
  const { t } = useTranslation()
  const keepsStaff = usePermits('staff.manage')
  const staff = useAnswer('staff.list', keepsStaff ? {} : null)
  const administrators = staff.value?.filter(({ active, roles }) => active && roles.includes('administrator')).length
  return (
    <section className="panel" aria-labelledby="keeper-title">
      <h2 className="panel-title" id="keeper-title">{t('today.keeper.title')}</h2>
      <p className="faint">{t('today.keeper.text')}</p>
      {administrators === 1 && (
        <Alert
          className="note" type="warning" showIcon
          title={t('today.keeper.oneAdmin')} action={<Link href={paths.staff}>{t('staff.add')}</Link>}
        />
      )}
      <BackupState />
      <dl className="keeper">
        <dt><Link href={paths.staff}>{t('session.nav.staff')}</Link></dt>
        <dd>{t('today.keeper.staff')}</dd>
        <dt><Link href={paths.settings()}>{t('session.nav.settings')}</Link></dt>
        <dd>{t('today.keeper.settings')}</dd>
        <dt><Link href={paths.backup}>{t('session.nav.backup')}</Link></dt>
        <dd>{t('today.keeper.backup')}</dd>
      </dl>
    </section>
  )
}
