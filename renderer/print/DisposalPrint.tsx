// The destruction list (销毁清册) on A4 landscape, with room to sign or the signatures it was carried out with; kept for good (rule R2).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { DisposalDetail } from '#shared/contract/disposal.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { DrawnSignature } from '../components/DrawnSignature.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { shortHash } from '../components/shortHash.ts'
import { appraisalText, spanText, termText } from '../features/disposal/words.ts'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import './penalty.css'
import './disposal-print.css'

export function DisposalPrint() {
  const { t } = useTranslation()
  const { id } = useParams<{ id?: string }>()
  const disposalId = idParam<'disposal'>(id)
  const answer = useAnswer('disposal.print', disposalId && { id: disposalId })
  if (disposalId === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(list) => (
        <PrintPage title={t('disposal.sheet.title')} fileTitle={`${t('disposal.sheet.title')} ${list.number}`} orientation="landscape" onBack={goBack}>
          <Sheet list={list} />
        </PrintPage>
      )}
    </Answered>
  )
}

const COLUMNS = ['position', 'number', 'title', 'span', 'records', 'pages', 'term', 'expired', 'opinion', 'note'] as const

function Sheet({ list }: { list: DisposalDetail }) {
  const { t } = useTranslation()
  const { items, done, state } = list
  const going = items.filter(({ appraisal, dropped }) => appraisal === 'destroy' && dropped === null)
  return (
    <article className="penalty-sheet disposal-sheet">
      <header>
        <p>{list.storeName}</p>
        <h2>{t('disposal.sheet.title')}</h2>
        <p>
          {t('disposal.sheet.no')} {list.number} · {t(`disposal.state.${state}`)}
          {done !== null && <> · {t('disposal.sheet.destroyedOn')} {dayOf(done.at)} · {t('disposal.sheet.way', { way: t(`disposal.sign.ways.${done.way}`) })} · {t('disposal.sheet.line', { seq: done.seq })} <code>{shortHash(done.hash)}</code></>}
        </p>
      </header>
      <table className="penalty-table">
        <thead>
          <tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`disposal.sheet.columns.${column}`)}</th>)}</tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.position}>
              <td>{item.position}</td>
              <td className="code">{item.number}</td>
              <td>{item.destroyed ? t('disposal.destroyed') : t('disposal.sheet.car', { plate: item.plate ?? item.vin })}</td>
              <td>{spanText(item)}</td>
              <td className="number">{item.records}</td>
              <td className="number">{item.pages}</td>
              <td>{termText(t, item.term)}</td>
              <td>{item.expiredOn}</td>
              <td>{appraisalText(t, item)}{item.words !== '' && <small>{item.words}</small>}</td>
              <td>{item.dropped !== null && t('disposal.dropped', { reason: t(`disposal.held.${item.dropped}`) })}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr><td colSpan={COLUMNS.length}>{t('disposal.sheet.sum', { count: going.length, pages: going.reduce((sum, { pages }) => sum + pages, 0) })}</td></tr>
        </tfoot>
      </table>
      {list.hidden > 0 && <p>{t('disposal.hidden', { count: list.hidden })}</p>}
      <div className="disposal-sheet-signs">
        <Hand label={t('disposal.sheet.draftedBy')} name={list.draftedBy.name} on={dayOf(list.draftedAt)} />
        <Hand label={t('disposal.sheet.endorsedBy')} name={list.endorsedBy?.name ?? ''} on={actDay(list, 'endorse')} />
        <Hand label={t('disposal.sheet.approvedBy')} name={list.approvedBy?.name ?? ''} on={actDay(list, 'approve')} />
        <Hand label={t('disposal.sheet.keeper')} name={done?.keeper.name ?? ''} drawn={done?.keeper.drawn ?? null} on={done === null ? null : dayOf(done.at)} />
        {[0, 1].map((index) => (
          <Hand key={index} label={t('disposal.sheet.witness')} name={done?.witnesses[index]?.name ?? ''} drawn={done?.witnesses[index]?.drawn ?? null} on={done === null ? null : dayOf(done.at)} />
        ))}
      </div>
      <p className="disposal-sheet-foot">{t('disposal.sheet.secret')}</p>
    </article>
  )
}

function actDay({ acts }: DisposalDetail, act: 'endorse' | 'approve'): string | null {
  const found = acts.findLast((each) => each.act === act || (act === 'approve' && each.act === 'settle'))
  return found ? dayOf(found.at) : null
}

type HandProps = { label: string; name: string; drawn?: NonNullable<DisposalDetail['done']>['keeper']['drawn'] | null; on: string | null }

function Hand({ label, name, drawn = null, on }: HandProps) {
  return (
    <div className="disposal-sheet-hand">
      <span>{label}</span>
      <strong>{name}</strong>
      {drawn !== null && <DrawnSignature drawn={drawn} label={name} />}
      <small>{on ?? ''}</small>
    </div>
  )
}
