// The lines are in the book: their numbers, the slip, and the next handover.
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { lacksOfRecord } from '#shared/domain/paper.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { lackText } from '../../components/PaperName.tsx'
import { printPaths } from '../../print/paths.ts'
import { shortHash } from '../../components/shortHash.ts'
import { OrderButton } from '../correction/OrderCorrection.tsx'

export function Received({ result, onNext }: { result: Output<'handover.sign'>; onNext: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="entered" aria-labelledby="received">
      <h2 id="received" ref={heading} tabIndex={-1}>{t('handover.done.title')}</h2>
      <dl className="facts">
        <dt>{t('handover.done.lines')}</dt>
        <dd>{result.lines.map(({ seq }) => t('handover.done.line', { seq })).join(t('book.line.separator'))}</dd>
        <dt>{t('handover.done.head')}</dt>
        <dd className="code">{shortHash(result.head.hash)}</dd>
      </dl>
      <Lacking recordIds={result.lines.map(({ recordId }) => recordId)} />
      <div className="entered-next">
        <Button type="primary" onClick={() => navigate(printPaths.slip(result.handoverId))}>{t('handover.done.print')}</Button>
        <Button onClick={onNext}>{t('handover.done.next')}</Button>
        <Link href={paths.book()}>{t('handover.done.book')}</Link>
      </div>
    </section>
  )
}

/** What this handover has left lacking, each to be ordered to be put right at once (V10). */
function Lacking({ recordIds }: { recordIds: readonly Id<'record'>[] }) {
  const { t } = useTranslation()
  const today = useToday()
  const mayOrder = usePermits('correction.order')
  const records = useAnswer('record.open', mayOrder && recordIds.length > 0 ? { ids: [...recordIds] } : null)
  const lacking = (records.value ?? [])
    .map((record) => ({ ...record, lacks: lacksOfRecord(record.checklist, record.papers, today) }))
    .filter(({ lacks }) => lacks.length > 0)
  if (lacking.length === 0) return null
  return (
    <>
      <h3>{t('correction.order.afterHandover')}</h3>
      <ul className="entered-papers">
        {lacking.map((record) => (
          <li key={record.id}>
            <span className="code">{record.number}</span> {record.lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))} <OrderButton record={record} />
          </li>
        ))}
      </ul>
    </>
  )
}
