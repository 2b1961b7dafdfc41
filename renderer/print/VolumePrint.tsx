// A volume on A4: cover (案卷封面), spine (脊背), contents list (卷内目录) and closing note (备考表), in the columns archives use (rules C2, C3).
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { VolumeDetail } from '#shared/contract/volume.ts'
import { NOTE_STATES } from '#shared/domain/volume.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { DrawnSignature } from '../components/DrawnSignature.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { shortHash } from '../components/shortHash.ts'
import { daysText, pageText, pieceDay, pieceTitle, termText, volumeName } from '../features/volume/words.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import './volume.css'

const SHEETS = ['cover', 'spine', 'contents', 'note'] as const
type Sheet = (typeof SHEETS)[number]

type Printed = Output<'volume.print'>

export function VolumePrint() {
  const { t } = useTranslation()
  const volumeId = idParam<'volume'>(useParams<{ id?: string }>().id)
  const answer = useAnswer('volume.print', volumeId && { id: volumeId })
  const [chosen, setChosen] = useState<readonly Sheet[]>(SHEETS)
  if (volumeId === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(printed) => (
        <PrintPage
          title={t('volume.print.title')} fileTitle={`${t('volume.print.title')} ${printed.volume.number ?? ''}`} orientation="portrait" onBack={goBack}
          options={(
            <Checkbox.Group<Sheet>
              aria-label={t('volume.print.sheets')} value={[...chosen]} onChange={setChosen} options={SHEETS.map((sheet) => ({ value: sheet, label: t(`volume.print.${sheet}`) }))}
            />
          )}
        >
          {SHEETS.filter((sheet) => chosen.includes(sheet)).map((sheet) => <SheetOf key={sheet} sheet={sheet} printed={printed} />)}
        </PrintPage>
      )}
    </Answered>
  )
}

function SheetOf({ sheet, printed }: { sheet: Sheet; printed: Printed }) {
  switch (sheet) {
    case 'cover':
      return <Cover printed={printed} />
    case 'spine':
      return <Spine volume={printed.volume} />
    case 'contents':
      return <Contents printed={printed} />
    case 'note':
      return <ClosingNote printed={printed} />
  }
}

function Cover({ printed: { storeName, volume } }: { printed: Printed }) {
  const { t } = useTranslation()
  return (
    <article className="volume-sheet volume-cover">
      <p className="volume-cover-number">{t('volume.print.number')} <span>{volume.number ?? t('volume.print.unnumbered')}</span></p>
      <p className="volume-cover-store">{storeName}</p>
      <p className="volume-cover-class">{volume.className}</p>
      <h2>{volume.title}</h2>
      <table>
        <tbody>
          <tr><th scope="row">{t('volume.column.days')}</th><td>{daysText(volume)}</td></tr>
          <tr><th scope="row">{t('volume.column.pieces')}</th><td>{t('volume.print.counts', { pieces: volume.pieces, pages: volume.pages })}</td></tr>
          <tr><th scope="row">{t('volume.column.class')}</th><td>{volume.classCode} {volume.className}</td></tr>
          <tr><th scope="row">{t('volume.column.year')}</th><td>{volume.year}</td></tr>
          <tr><th scope="row">{t('volume.column.term')}</th><td>{termText(t, volume.term)}</td></tr>
        </tbody>
      </table>
    </article>
  )
}

function Spine({ volume }: { volume: VolumeDetail }) {
  const { t } = useTranslation()
  return (
    <article className="volume-sheet volume-spines">
      <div className="volume-spine">
        <p><small>{t('volume.print.number')}</small><span className="volume-spine-number">{volumeName(t, volume)}</span></p>
        <p className="volume-spine-title">{volume.title}</p>
        <p><small>{t('volume.column.year')}</small>{volume.year}</p>
        <p><small>{t('volume.column.term')}</small>{termText(t, volume.term)}</p>
      </div>
      <p className="volume-spine-advice">{t('volume.print.spineCut')}</p>
    </article>
  )
}

function Head({ printed: { storeName, volume }, title }: { printed: Printed; title: string }) {
  const { t } = useTranslation()
  return (
    <header>
      <p>{storeName}</p>
      <h2>{title}</h2>
      <p className="volume-sheet-facts"><span>{t('volume.print.number')}: {volumeName(t, volume)}</span><span>{volume.title}</span></p>
    </header>
  )
}

const COLUMNS = ['seq', 'documentNumber', 'responsible', 'subject', 'date', 'page', 'remark'] as const

function Contents({ printed }: { printed: Printed }) {
  const { t } = useTranslation()
  return (
    <article className="volume-sheet">
      <Head printed={printed} title={t('volume.contents')} />
      <table className="volume-contents">
        <colgroup>{COLUMNS.map((column) => <col key={column} className={`volume-col-${column}`} />)}</colgroup>
        <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`volume.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {printed.volume.contents.map((piece) => (
            <tr key={piece.key}>
              <td>{piece.position}</td>
              <td>{piece.documentNumber}</td>
              <td>{piece.responsible}</td>
              <td>{pieceTitle(t, piece)}</td>
              <td>{pieceDay(piece)}</td>
              <td>{pageText(piece)}</td>
              <td>{[piece.remark, ...(piece.gone === null ? [] : [t(`volume.gone.${piece.gone}`)])].filter((text) => text !== '').join(t('book.line.separator'))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}

function ClosingNote({ printed }: { printed: Printed }) {
  const { t } = useTranslation()
  const { note, remarks, pieces, pages } = printed.volume
  return (
    <article className="volume-sheet volume-note-sheet">
      <Head printed={printed} title={t('volume.note.title')} />
      <div className="volume-note-box">
        <section>
          <h3>{t('volume.note.text')}</h3>
          <p>{t('volume.note.counts', { pieces: note?.pieces ?? pieces, pages: note?.pages ?? pages })}</p>
          <dl>
            {NOTE_STATES.map((state) => (
              <div key={state}><dt>{t(`volume.close.state.${state}`)}</dt><dd>{note === null ? '' : note.states[state] || t('volume.close.none')}</dd></div>
            ))}
          </dl>
          <h3>{t('volume.note.later')}</h3>
          <ol>
            {remarks.map(({ seq, on, kind, position, text, name }) => (
              <li key={seq}>{on} {t(`volume.note.kind.${kind}`)}{position !== null && ` · ${t('volume.note.ofPiece', { position })}`} {text} {name}</li>
            ))}
          </ol>
        </section>
        <dl className="volume-note-hands">
          {(['binder', 'checker'] as const).map((party) => (
            <div key={party}>
              <dt>{t(`volume.close.${party}`)}</dt>
              <dd>
                {note !== null && <><span className="volume-note-drawn"><DrawnSignature drawn={note[party].drawn} label={t('book.line.signature', { name: note[party].name })} /></span>{note[party].name}</>}
              </dd>
            </div>
          ))}
          <div><dt>{t('volume.note.on')}</dt><dd>{note?.on}</dd></div>
        </dl>
      </div>
      {note !== null && <p className="volume-sheet-foot">{t('volume.note.line', { seq: note.seq })} <code>{shortHash(note.hash)}</code></p>}
    </article>
  )
}
