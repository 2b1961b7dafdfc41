// On a dossier's page: how secret it and its papers are, who may read it beyond their standing approval, asking to (rules S1 to S3, L5).
import { Button, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { ReaderView, SecretPaperView } from '#shared/contract/secrecy.ts'
import type { DossierView } from '#shared/contract/dossier.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import type { Secrecy } from '#shared/domain/secrecy.ts'
import type { Answer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { NameReader } from './NameReader.tsx'
import { RevokeReader } from './RevokeReader.tsx'
import { SecrecyTag } from './SecrecyTag.tsx'
import { SetSecrecy } from './SetSecrecy.tsx'
import '../filing/filing.css'
import './secrecy.css'

type OfDossier = Answer<Output<'secrecy.ofDossier'>>
type Acting = 'set' | 'name' | { revoke: ReaderView }

export function DossierSecrecy({ dossier, answer, onChanged }: { dossier: DossierView; answer: OfDossier; onChanged: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const sets = usePermits('secrecy.set')
  const names = usePermits('access.nameReader')
  const [acting, setActing] = useState<Acting | null>(null)
  const close = (changed: boolean): void => {
    setActing(null)
    if (changed) onChanged()
  }
  return (
    <section className="panel" aria-labelledby="dossier-secrecy">
      <h2 id="dossier-secrecy" className="panel-title">{t('secrecy.title')}</h2>
      <Answered answer={answer}>
        {({ secrecy, papers, history, readers }) => (
          <>
            <p><SecrecyTag secrecy={secrecy} /></p>
            {papers.length > 0 && <Papers papers={papers} />}
            {readers.some(({ stands }) => stands) && (
              <>
                <h3 className="secrecy-head">{t('secrecy.readers')}</h3>
                <Readers readers={readers.filter(({ stands }) => stands)} onRevoke={(revoke) => setActing({ revoke })} />
              </>
            )}
            <div className="secrecy-acts">
              {sets && <Button size="small" onClick={() => setActing('set')}>{t('secrecy.setAct')}</Button>}
              {names && <Button size="small" onClick={() => setActing('name')}>{t('secrecy.nameAct')}</Button>}
              {papers.some(({ mayRead }) => !mayRead) && (
                <Button size="small" onClick={() => navigate(paths.accessRequests(dossier.number))}>{t('secrecy.askToRead')}</Button>
              )}
            </div>
            {history.length + readers.filter(({ stands }) => !stands).length > 0 && (
              <details>
                <summary>{t('secrecy.history', { count: history.length + readers.filter(({ stands }) => !stands).length })}</summary>
                <ul className="dossier-place-history">
                  {history.map(({ at, personName, recordNumber, code, before, after, reason }) => (
                    <li key={`${at}/${recordNumber ?? ''}/${code}`}>
                      {dayOf(at)} {personName}{' '}
                      {recordNumber !== null && <>{paperName(t, code)} <span className="code faint">{recordNumber}</span> </>}
                      <Changed before={before} after={after} /> <span className="faint">{reason}</span>
                    </li>
                  ))}
                  {readers.filter(({ stands }) => !stands).map(({ id, person, level, until, namedAt, ended }) => (
                    <li key={id}>
                      {dayOf(namedAt)} {person.name} {t(`dossier.secrecy.${level}`)}{' '}
                      <span className="faint">{ended === null ? t('secrecy.until', { day: until ?? '' }) : t('secrecy.ended', { by: ended.by, reason: ended.reason })}</span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
            {acting === 'set' && <SetSecrecy dossier={dossier} secrecy={secrecy} papers={papers} onClose={close} />}
            {acting === 'name' && <NameReader dossier={dossier} level={secrecy.level} onClose={close} />}
            {acting !== null && typeof acting === 'object' && <RevokeReader reader={acting.revoke} onClose={close} />}
          </>
        )}
      </Answered>
    </section>
  )
}

function Papers({ papers }: { papers: readonly SecretPaperView[] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className="secrecy-head">{t('secrecy.papers')}</h3>
      <ul className="secrecy-list">
        {papers.map(({ recordId, recordNumber, code, secrecy, by, mayRead }) => (
          <li key={`${recordId}/${code}`}>
            <SecrecyTag secrecy={secrecy} /> {paperName(t, code)} {!mayRead && <Tag>{t('secrecy.keptBack')}</Tag>}
            <div className="faint"><span className="code">{recordNumber}</span> · {t(`secrecy.by.${by}`)}</div>
          </li>
        ))}
      </ul>
    </>
  )
}

function Readers({ readers, onRevoke }: { readers: readonly ReaderView[]; onRevoke: (reader: ReaderView) => void }) {
  const { t } = useTranslation()
  return (
    <ul className="secrecy-list">
      {readers.map((reader) => (
        <li key={reader.id}>
          {reader.person.name} <SecrecyTag secrecy={{ level: reader.level, until: reader.until }} />
          {reader.mayEnd && (
            <Button type="link" size="small" aria-label={t('secrecy.revokeOf', { name: reader.person.name })} onClick={() => onRevoke(reader)}>
              {t('secrecy.revoke')}
            </Button>
          )}
          <div className="faint">{t('secrecy.readerLine', { name: reader.namedBy, date: dayOf(reader.namedAt) })} · {reader.reason}</div>
        </li>
      ))}
    </ul>
  )
}

function Changed({ before, after }: { before: Secrecy; after: Secrecy }) {
  const { t } = useTranslation()
  const text = ({ level, until }: Secrecy): string => (
    until === null ? t(`dossier.secrecy.${level}`) : `${t(`dossier.secrecy.${level}`)} ${t('secrecy.until', { day: until })}`
  )
  return <strong>{t('secrecy.changed', { before: text(before), after: text(after) })}</strong>
}
