// One destruction list: what stands on it and what fell out of it, its approvals, carrying it out, and what came of it (rules R2 to R4).
import { Alert, Button, Tag } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { DisposalDetail, DisposalItem, KeptView } from '#shared/contract/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'
import { Page } from '../../components/Page.tsx'
import { printPaths } from '../../print/paths.ts'
import { ActDialog, type ListAct } from './ActDialog.tsx'
import { Appraise } from './Appraise.tsx'
import { Result } from './Result.tsx'
import { SignDesk } from './SignDesk.tsx'
import { appraisalText, countsText, spanText, STATE_COLOURS, termText } from './words.ts'

export function Disposal({ id }: { id: Id<'disposal'> }) {
  const answer = useAnswer('disposal.get', { id })
  return <Answered answer={answer}>{(detail) => <Open detail={detail} onChanged={answer.reload} />}</Answered>
}

const LIST_ACTS: readonly ListAct[] = ['submit', 'approve', 'decline', 'withdraw']

function Open({ detail, onChanged }: { detail: DisposalDetail; onChanged: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [acting, setActing] = useState<ListAct | null>(null)
  const [signing, setSigning] = useState(false)
  const [appraising, setAppraising] = useState(false)
  const { id, number, state, may, hidden, done } = detail
  return (
    <Page
      title={<>{t('disposal.sheet.title')} <span className="code">{number}</span></>}
      actions={(
        <>
          <Tag color={STATE_COLOURS[state]}>{t(`disposal.state.${state}`)}</Tag>
          <Link href={paths.disposals('lists')} className="disposal-all">{t('disposal.all')}</Link>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.disposal(id))}>{t('disposal.print')}</Button>
          {may.appraise && <Button onClick={() => setAppraising(!appraising)}>{t('disposal.act.appraise')}</Button>}
          {LIST_ACTS.filter((act) => may[act]).map((act) => (
            <Button key={act} type={act === 'submit' || act === 'approve' ? 'primary' : 'default'} danger={act === 'withdraw'} onClick={() => setActing(act)}>
              {t(act === 'approve' && state === 'submitted' ? 'disposal.act.endorse' : `disposal.act.${act}`)}
            </Button>
          ))}
          {may.carryOut && !signing && <Button type="primary" danger onClick={() => setSigning(true)}>{t('disposal.sign.begin')}</Button>}
        </>
      )}
    >
      <p>{countsText(t, detail)}{detail.remark !== '' && <span className="faint"> · {detail.remark}</span>}</p>
      {hidden > 0 && <Alert className="note" type="warning" showIcon title={t('disposal.hidden', { count: hidden })} />}
      {signing && may.carryOut && (
        <SignDesk
          detail={detail}
          onClose={() => setSigning(false)}
          onSigned={() => {
            setSigning(false)
            onChanged()
          }}
        />
      )}
      {done !== null && <Result detail={detail} done={done} onChanged={onChanged} />}
      {appraising
        ? (
          <Again
            detail={detail}
            onDone={() => {
              setAppraising(false)
              onChanged()
            }}
          />
        )
        : <Items items={detail.items} />}
      <details className="disposal-history" open>
        <summary>{t('disposal.history')}</summary>
        <ol>
          <li><DateTimeText at={detail.draftedAt} /> {detail.draftedBy.name} {t('disposal.expired.draft')}</li>
          {detail.acts.map(({ at, byName, act, remark }) => (
            <li key={`${at}/${act}`}><DateTimeText at={at} /> {byName} {t(`disposal.did.${act}`)}{remark !== '' && <span className="faint"> · {remark}</span>}</li>
          ))}
        </ol>
      </details>
      {acting !== null && (
        <ActDialog
          detail={detail}
          act={acting}
          onClose={() => setActing(null)}
          onDone={() => {
            setActing(null)
            onChanged()
          }}
        />
      )}
    </Page>
  )
}

/** What stands on the list, to be appraised anew. What fell out of it can be listed again once nothing holds it. */
function Again({ detail: { id, items, remark }, onDone }: { detail: DisposalDetail; onDone: () => void }) {
  const kept = items.map((item): KeptView => ({
    dossierId: item.dossierId, number: item.number, plate: item.plate, vin: item.vin, model: item.model, ownerName: item.ownerName, term: item.term,
    firstOn: item.firstOn, lastOn: item.lastOn, expiresOn: item.expiredOn, records: item.records, pages: item.pages, held: item.dropped === null ? [] : [item.dropped],
  }))
  const opinions = new Map(items.filter(({ dropped }) => dropped === null).map(({ dossierId, appraisal, years, words }) => [dossierId, { appraisal, years: years ?? 5, words }]))
  return <Appraise dossiers={kept} list={{ id, remark, opinions }} onDone={onDone} />
}

const COLUMNS = ['position', 'number', 'car', 'span', 'expired', 'records', 'pages', 'opinion', 'words', 'outcome'] as const

function Items({ items }: { items: readonly DisposalItem[] }) {
  const { t } = useTranslation()
  return (
    <section className="panel disposal-appraise">
      <div className="disposal-scroll">
        <table className="disposal-table">
          <thead>
            <tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`disposal.column.${column}`)}</th>)}</tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.position} data-held={item.dropped !== null}>
                <td className="number">{item.position}</td>
                <td>{item.destroyed ? <span className="code">{item.number}</span> : <Link href={paths.dossier(item.dossierId)} className="code">{item.number}</Link>}</td>
                <td className="disposal-car">{item.plate ?? <span className="code">{item.vin}</span>} {item.ownerName}<small>{item.model}</small></td>
                <td className="disposal-span">{spanText(item)}</td>
                <td>{item.expiredOn}<small>{termText(t, item.term)}</small></td>
                <td className="number">{item.records}</td>
                <td className="number">{item.pages}</td>
                <td>{appraisalText(t, item)}</td>
                <td className="disposal-words">{item.words}</td>
                <td>
                  {item.dropped !== null && <Tag color="warning">{t('disposal.dropped', { reason: t(`disposal.held.${item.dropped}`) })}</Tag>}
                  {item.destroyed && <Tag>{t('disposal.destroyed')}</Tag>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
