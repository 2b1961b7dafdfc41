// Appraising what has expired: each dossier chosen is to be destroyed, or kept for some years more with a reason (rules R2, R3).
import { App, Button, Checkbox, Input, InputNumber, Select, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { KeptView } from '#shared/contract/disposal.ts'
import type { RawInput } from '#shared/contract/index.ts'
import { APPRAISALS, DISPOSAL_LIMITS, type Appraisal } from '#shared/domain/disposal.ts'
import type { Id } from '#shared/domain/id.ts'
import { TERM_YEARS } from '#shared/domain/term.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { heldText, spanText, termText } from './words.ts'

type Opinion = { appraisal: Appraisal; years: number; words: string }

/** Rows that can be chosen, and those that something holds. `chosen`: what a list says of them already. */
export type Appraised = ReadonlyMap<number, Opinion>

type AppraiseProps = {
  dossiers: readonly KeptView[]
  /** The list that is appraised anew, with what it says; null: a new one. */
  list: { id: Id<'disposal'>; remark: string; opinions: Appraised } | null
  onDone: (id: Id<'disposal'>) => void
}

const FIRST: Opinion = { appraisal: 'destroy', years: 5, words: '' }

const COLUMNS = ['number', 'car', 'span', 'expired', 'records', 'pages', 'opinion', 'words'] as const

export function Appraise({ dossiers, list, onDone }: AppraiseProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const mayDraft = usePermits('disposal.draft')
  const [chosen, setChosen] = useState<Appraised>(list?.opinions ?? new Map<number, Opinion>())
  const [remark, setRemark] = useState(list?.remark ?? '')
  const give = (id: number, opinion: Opinion | null): void => {
    setChosen((before) => {
      const after = new Map(before)
      if (opinion === null) after.delete(id)
      else after.set(id, opinion)
      return after
    })
  }
  const send = useAct(async () => {
    const items = dossiers.flatMap(({ dossierId }): RawInput<'disposal.draft'>['items'] => {
      const opinion = chosen.get(dossierId)
      return opinion ? [{ dossierId, appraisal: opinion.appraisal, years: opinion.appraisal === 'extend' ? opinion.years : null, words: opinion.words }] : []
    })
    if (list === null) {
      const { id, number } = await call('disposal.draft', { items, remark })
      void message.success(t('disposal.expired.drafted', { number }))
      onDone(id)
    } else {
      await call('disposal.appraise', { id: list.id, items, remark })
      onDone(list.id)
    }
  })
  return (
    <section className="panel disposal-appraise">
      <div className="disposal-scroll">
        <table className="disposal-table">
          <thead>
            <tr>
              {mayDraft && <th scope="col">{t('disposal.column.choose')}</th>}
              {COLUMNS.map((column) => <th key={column} scope="col">{t(`disposal.column.${column}`)}</th>)}
            </tr>
          </thead>
          <tbody>
            {dossiers.map((dossier) => <Row key={dossier.dossierId} dossier={dossier} opinion={chosen.get(dossier.dossierId) ?? null} onGive={mayDraft ? give : null} />)}
          </tbody>
        </table>
      </div>
      <ErrorNote error={send.error} />
      {mayDraft && (
        <div className="disposal-send">
          <span>{t('disposal.expired.chosen', { count: chosen.size })}</span>
          <Input aria-label={t('disposal.expired.remark')} placeholder={t('disposal.expired.remark')} maxLength={500} value={remark} onChange={(event) => setRemark(event.target.value)} />
          <Button type="primary" disabled={chosen.size === 0} loading={send.running} onClick={() => void send.run()}>
            {t(list === null ? 'disposal.expired.draft' : 'disposal.act.appraise')}
          </Button>
        </div>
      )}
    </section>
  )
}

function Row({ dossier, opinion, onGive }: { dossier: KeptView; opinion: Opinion | null; onGive: ((id: number, opinion: Opinion | null) => void) | null }) {
  const { t } = useTranslation()
  const { dossierId, number, plate, vin, model, ownerName, term, expiresOn, records, pages, held } = dossier
  return (
    <tr data-held={held.length > 0}>
      {onGive !== null && (
        <td>
          <Checkbox aria-label={t('disposal.expired.choose', { number })} disabled={held.length > 0} checked={opinion !== null} onChange={(event) => onGive(dossierId, event.target.checked ? FIRST : null)} />
        </td>
      )}
      <td><Link href={paths.dossier(dossierId)} className="code">{number}</Link></td>
      <td className="disposal-car">{plate ?? <span className="code">{vin}</span>} {ownerName}<small>{model}</small></td>
      <td className="disposal-span">{spanText(dossier)}</td>
      <td>{expiresOn}<small>{termText(t, term)}</small></td>
      <td className="number">{records}</td>
      <td className="number">{pages}</td>
      {held.length > 0 && <td colSpan={2}><Tag color="warning">{heldText(t, held)}</Tag></td>}
      {held.length === 0 && <Opinions number={number} opinion={opinion} onGive={onGive === null ? null : (to) => onGive(dossierId, to)} />}
    </tr>
  )
}

function Opinions({ number, opinion, onGive }: { number: string; opinion: Opinion | null; onGive: ((to: Opinion) => void) | null }) {
  const { t } = useTranslation()
  if (opinion === null || onGive === null) return <td colSpan={2} className="faint">—</td>
  return (
    <>
      <td>
        <div className="disposal-opinion">
          <Select<Appraisal>
            size="small"
            aria-label={t('disposal.expired.opinion', { number })}
            value={opinion.appraisal}
            onChange={(appraisal) => onGive({ ...opinion, appraisal })}
            options={APPRAISALS.map((value) => ({ value, label: t(`disposal.appraisal.${value}`) }))}
          />
          {opinion.appraisal === 'extend' && (
            <InputNumber<number>
              size="small"
              aria-label={t('disposal.expired.years', { number })}
              min={TERM_YEARS.least}
              max={TERM_YEARS.most}
              precision={0}
              value={opinion.years}
              suffix={t('policy.unit.year')}
              onChange={(years) => onGive({ ...opinion, years: years ?? opinion.years })}
            />
          )}
        </div>
      </td>
      <td className="disposal-words">
        <Input
          size="small"
          aria-label={t('disposal.expired.words', { number })}
          placeholder={t(opinion.appraisal === 'extend' ? 'disposal.expired.reasonHint' : 'disposal.expired.opinionHint')}
          maxLength={DISPOSAL_LIMITS.words}
          value={opinion.words}
          onChange={(event) => onGive({ ...opinion, words: event.target.value })}
        />
      </td>
    </>
  )
}
