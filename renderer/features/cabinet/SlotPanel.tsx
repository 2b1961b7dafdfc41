// What lies in a slot: the folders one may know of, and how many more there are.
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'

export function SlotPanel({ label }: { label: string | null }) {
  const { t } = useTranslation()
  const answer = useAnswer('cabinet.slot', label === null ? null : { label })
  if (label === null) return <aside className="panel slot-panel" aria-label={t('cabinet.slot.folders')}><p className="faint">{t('cabinet.slot.choose')}</p></aside>
  return (
    <aside className="panel slot-panel" aria-label={t('cabinet.slot.title', { label })}>
      <Answered answer={answer} keeps>
        {(slot) => (
          <>
            <h2 className="panel-title"><span className="code">{slot.label}</span> <small>{slot.room}</small></h2>
            <p>{t('cabinet.fill', { used: slot.used, capacity: slot.capacity })}</p>
            {slot.used === 0 && <p className="faint">{t('cabinet.slot.empty')}</p>}
            {slot.folders.length > 0 && (
              <ul className="slot-folders">
                {slot.folders.map((folder) => (
                  <li key={folder.dossierId}>
                    <Link href={paths.dossier(folder.dossierId)} className="code">{folder.number}</Link>
                    <span>{folder.plate ?? t('dossier.noPlate')} · {folder.ownerName}</span>
                  </li>
                ))}
              </ul>
            )}
            {slot.hidden > 0 && <p className="faint">{t('cabinet.slot.hidden', { count: slot.hidden })}</p>}
          </>
        )}
      </Answered>
    </aside>
  )
}
