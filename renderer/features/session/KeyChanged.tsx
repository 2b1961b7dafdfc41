// The data key was changed: the recovery key that goes with it, before anybody signs in again.
import { useTranslation } from 'react-i18next'
import { useSession } from '../../app/session.ts'
import { Gate } from './Gate.tsx'
import { RecoveryKey } from './RecoveryKey.tsx'

export function KeyChanged({ recoveryKey }: { recoveryKey: string }) {
  const { t } = useTranslation()
  const storeName = useSession((session) => session.archive?.store?.name ?? '')
  const keySeen = useSession((session) => session.keySeen)
  return (
    <Gate wide>
      <h1 className="gate-title">{t('session.keyChanged.title')}</h1>
      <p>{t('session.keyChanged.what')}</p>
      <RecoveryKey recoveryKey={recoveryKey} storeName={storeName} next={t('session.keyChanged.next')} onNext={keySeen} />
    </Gate>
  )
}
