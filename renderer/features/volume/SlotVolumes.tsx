// In a slot's panel: the volumes that stand there. They take no folder's room (rule C1).
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'

export function SlotVolumes({ label }: { label: string }) {
  const { t } = useTranslation()
  const volumes = useAnswer('volume.inSlot', usePermits('volume.read') ? { label } : null).value ?? []
  if (volumes.length === 0) return null
  return (
    <>
      <h3>{t('volume.inSlot')}</h3>
      <ul className="slot-folders">
        {volumes.map(({ id, number, title }) => (
          <li key={id}><div><Link href={paths.volume(id)} className="code">{number}</Link><span>{title}</span></div></li>
        ))}
      </ul>
    </>
  )
}
