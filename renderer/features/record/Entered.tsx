// A record has been entered: its numbers, its due day, the papers it needs, and what can be done next (rules F4, F5, C5).
import { Button, Tag } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { dateText } from '../../components/DateText.tsx'
import { PaperAsk, paperName } from '../../components/PaperName.tsx'

export function Entered({ result, onAnother }: { result: Output<'record.enter'>; onAnother: () => void }) {
  const { t, i18n } = useTranslation()
  const [, navigate] = useLocation()
  const mayReceive = usePermits('handover.receive')
  const opened = useAnswer('record.open', { ids: [result.recordId] })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="entered" aria-labelledby="entered">
      <h2 id="entered" ref={heading} tabIndex={-1}>{t('record.entered.title')}</h2>
      <p>{t(result.dossierMade ? 'record.entered.madeDossier' : 'record.entered.inDossier', { number: result.dossierNumber })}</p>
      <dl className="facts">
        <dt>{t('record.entered.number')}</dt>
        <dd className="code">{result.recordNumber}</dd>
        <dt>{t('record.entered.archiveNumber')}</dt>
        <dd className="code">{result.dossierNumber}</dd>
        <dt>{t('record.entered.due')}</dt>
        <dd>
          {dateText(result.dueOn, i18n.language, true)}
          {result.dueProvisional && <Tag color="warning" variant="outlined">{t('record.provisional')}</Tag>}
        </dd>
      </dl>
      <div className="entered-next">
        <Button type="primary" onClick={onAnother}>{t('record.entered.another')}</Button>
        {mayReceive && (
          <Button onClick={() => navigate(paths.handover([result.recordId]))}>{t('record.entered.handOver')}</Button>
        )}
        <Link href={paths.dossier(result.dossierId)}>{t('record.entered.openDossier')}</Link>
      </div>
      <Answered answer={opened}>
        {([record]) => record !== undefined && (
          <>
            <h3>{t('record.entered.checklist', { count: record.checklist.length })}</h3>
            <ol className="entered-papers">
              {record.checklist.map((line) => (
                <li key={line.code}>
                  {paperName(t, line.code)} <PaperAsk line={line} />
                </li>
              ))}
            </ol>
          </>
        )}
      </Answered>
    </section>
  )
}
