// A dossier's own contents list (卷内目录) on A4, in its four parts, each paper numbered, with where it lies (rule F7).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { contentsInParts } from '#shared/domain/contents-list.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { useToday } from '../app/session.ts'
import { Answered } from '../components/Answered.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { paperName } from '../components/PaperName.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import './volume.css'

type Listed = Output<'dossier.contents'>

export function DossierContents() {
  const { t } = useTranslation()
  const dossierId = idParam<'dossier'>(useParams<{ id?: string }>().id)
  const answer = useAnswer('dossier.contents', dossierId && { id: dossierId })
  if (dossierId === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(listed) => (
        <PrintPage title={t('volume.contentsOf.title')} fileTitle={`${t('volume.contentsOf.title')} ${listed.number}`} orientation="portrait" onBack={goBack}>
          <Sheet listed={listed} />
        </PrintPage>
      )}
    </Answered>
  )
}

const COLUMNS = ['number', 'date', 'record', 'paper', 'form', 'count', 'scans', 'where'] as const

function Sheet({ listed }: { listed: Listed }) {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <article className="volume-sheet">
      <header>
        <p>{listed.storeName}</p>
        <h2>{t('volume.contentsOf.title')}</h2>
        <p className="volume-sheet-facts">
          <span>{t('volume.print.number')}: {listed.number}</span>
          <span>{[listed.plate ?? t('dossier.noPlate'), listed.model, listed.vin].join(' · ')}</span>
        </p>
      </header>
      <table className="volume-contents volume-dossier-table">
        <colgroup>{COLUMNS.map((column) => <col key={column} className={`volume-col-${column}`} />)}</colgroup>
        <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`volume.contentsOf.column.${column}`)}</th>)}</tr></thead>
        {contentsInParts(listed.papers).map(({ part, papers }) => (
          <tbody key={part}>
            <tr><th scope="rowgroup" colSpan={COLUMNS.length}>{t(`volume.contentsOf.part.${part}`)}{papers.length === 0 && <small> {t('volume.contentsOf.none')}</small>}</th></tr>
            {papers.map((paper) => (
              <tr key={paper.number}>
                <td>{paper.number}</td>
                <td>{paper.deliveredOn}</td>
                <td>{t(`common.kind.${paper.kind}`)}</td>
                <td>{paperName(t, paper.code)}</td>
                <td>{t(`record.paper.${paper.form}`)}</td>
                <td>{paper.count}</td>
                <td>{paper.scans === 0 ? '' : paper.scans ?? t('volume.contentsOf.keptBack')}</td>
                <td><Where paper={paper} slot={listed.slot} /></td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <p className="volume-sheet-foot">{t('volume.contentsOf.total', { count: listed.papers.length })} · {t('volume.contentsOf.printedOn', { date: today })}</p>
    </article>
  )
}

function Where({ paper: { volume }, slot }: { paper: Listed['papers'][number]; slot: string | null }) {
  const { t } = useTranslation()
  if (volume === null) return <>{slot === null ? t('volume.contentsOf.folderNowhere') : t('volume.contentsOf.folder', { slot })}</>
  const { number, position, gone } = volume
  return <>{gone === null ? t('volume.contentsOf.volume', { number, position }) : t(`volume.gone.${gone}`)}</>
}
