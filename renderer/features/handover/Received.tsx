// The lines are in the book: their numbers, the slip, and the next handover.
import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { paths } from '../../app/paths.ts'
import { printPaths } from '../../print/paths.ts'
import { shortHash } from '../../components/shortHash.ts'

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
      <div className="entered-next">
        <Button type="primary" onClick={() => navigate(printPaths.slip(result.handoverId))}>{t('handover.done.print')}</Button>
        <Button onClick={onNext}>{t('handover.done.next')}</Button>
        <Link href={paths.book()}>{t('handover.done.book')}</Link>
      </div>
    </section>
  )
}
