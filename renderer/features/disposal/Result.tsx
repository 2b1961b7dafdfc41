// What came of a list that was carried out: who signed, what was erased, and the older backups that still hold it (rules R2, R4, A2).
import { useTranslation } from 'react-i18next'
import type { DisposalDetail } from '#shared/contract/disposal.ts'
import { call } from '../../api.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { DrawnSignature } from '../../components/DrawnSignature.tsx'
import { OlderBackups, Swept } from './Traces.tsx'

type ResultProps = { detail: DisposalDetail; done: NonNullable<DisposalDetail['done']>; onChanged: () => void }

export function Result({ detail: { id }, done, onChanged }: ResultProps) {
  const { t } = useTranslation()
  const noteRemoved = async (folder: string): Promise<void> => {
    await call('disposal.noteBackupsRemoved', { id, folder })
    onChanged()
  }
  return (
    <section className="panel disposal-result" aria-labelledby="disposal-result">
      <h2 id="disposal-result" className="panel-title">{t('disposal.result.title')}</h2>
      <p>
        {dateTimeText(done.at)} · {t('disposal.result.line', { seq: done.seq })} · {t('disposal.result.way')} {t(`disposal.sign.ways.${done.way}`)} · {t('disposal.result.entries', { count: done.entries })}
      </p>
      <Swept sweptAt={done.sweptAt} onChanged={onChanged} />
      <ul className="disposal-signed">
        {[{ who: t('disposal.result.keeper'), ...done.keeper }, ...done.witnesses.map((witness) => ({ who: t('disposal.result.witnesses'), ...witness }))].map(({ who, name, drawn }) => (
          <li key={name}><span className="faint">{who}</span> <strong>{name}</strong><DrawnSignature drawn={drawn} label={name} /></li>
        ))}
      </ul>
      <OlderBackups backups={done.backups} onRemoved={noteRemoved} />
    </section>
  )
}
