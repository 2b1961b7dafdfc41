// Which cabinets stand in which room, how full each is, and which of them is to be inspected.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CabinetView } from '#shared/contract/cabinet.ts'
import { paths } from '../../app/paths.ts'

export function Rooms({ cabinets, shown }: { cabinets: readonly CabinetView[]; shown: string }) {
  const { t } = useTranslation()
  return (
    <nav className="rooms" aria-label={t('cabinet.list')}>
      {[...Map.groupBy(cabinets, ({ room }) => room)].map(([room, theirs]) => (
        <section key={room} aria-label={room}>
          <h2>{room}</h2>
          <ul>
            {theirs.map((cabinet) => <li key={cabinet.id}><Tile cabinet={cabinet} current={cabinet.code === shown} /></li>)}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function Tile({ cabinet: { code, slots, inspection }, current }: { cabinet: CabinetView; current: boolean }) {
  const { t } = useTranslation()
  const used = slots.reduce((sum, slot) => sum + slot.used, 0)
  const capacity = slots.reduce((sum, slot) => sum + slot.capacity, 0)
  return (
    <Link href={paths.cabinets(code)} className="room-cabinet" aria-current={current ? 'page' : undefined}>
      <strong className="code">{code}</strong>
      <small>{t('cabinet.fill', { used, capacity })}</small>
      {inspection.due && <small className="late">{t('cabinet.inspection.due')}</small>}
      <span className="slot-bar" aria-hidden="true"><span style={{ width: `${capacity === 0 ? 0 : (used / capacity) * 100}%` }} /></span>
    </Link>
  )
}
