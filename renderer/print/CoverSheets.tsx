// Cover sheets: one A4 page to lay before each paper when a record is scanned in one go; the code says whose pages follow (rules F2, H4).
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { RecordDetailView } from '#shared/contract/record.ts'
import type { ScanView } from '#shared/contract/scan.ts'
import { unscanned } from '#shared/domain/filing.ts'
import type { Id } from '#shared/domain/id.ts'
import { labelText } from '#shared/domain/label.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { paperName } from '../components/PaperName.tsx'
import { goBack } from './back.ts'
import { Code } from './Code.tsx'
import { PrintPage } from './PrintPage.tsx'
import './labels.css'

export function CoverSheets() {
  const id = idParam<'record'>(useParams<{ record?: string }>().record)
  return id === null ? <NotFound /> : <CoversOf key={id} id={id} />
}

function CoversOf({ id }: { id: Id<'record'> }) {
  const records = useAnswer('record.open', { ids: [id] })
  const scans = useAnswer('scan.list', { recordId: id })
  return (
    <Answered answer={records}>
      {([record]) => record !== undefined && (
        <Answered answer={scans}>{(found) => <Covers record={record} scans={found.scans} />}</Answered>
      )}
    </Answered>
  )
}

function Covers({ record, scans }: { record: RecordDetailView; scans: readonly Pick<ScanView, 'code'>[] }) {
  const { t } = useTranslation()
  const every = record.checklist.map(({ code }) => code)
  const there = record.papers.filter(({ presence }) => presence === 'present').map(({ code }) => code)
  const toScan = unscanned(record.papers, new Map([...Map.groupBy(scans, ({ code }) => code)].map(([code, pages]) => [code, pages.length])))
  const [chosen, setChosen] = useState<readonly string[]>([toScan, there, every].find((codes) => codes.length > 0) ?? every)
  const codes = every.filter((code) => chosen.includes(code))
  return (
    <PrintPage
      title={t('label.covers.title')}
      fileTitle={`${t('label.covers.title')} ${record.number}`}
      orientation="portrait"
      onBack={goBack}
      options={(
        <fieldset className="covers-choice">
          <legend>{t('label.covers.choose')}</legend>
          <Checkbox.Group
            value={codes}
            options={every.map((code) => ({ value: code, label: paperName(t, code) }))}
            onChange={(ticked) => setChosen(ticked)}
          />
          <p>
            <Button size="small" onClick={() => setChosen(every)}>{t('label.covers.every')}</Button>
            <Button size="small" disabled={toScan.length === 0} onClick={() => setChosen(toScan)}>{t('label.covers.unscanned')}</Button>
            <Button size="small" onClick={() => setChosen([])}>{t('label.covers.none')}</Button>
            <span>{t('label.covers.pages', { count: codes.length })}</span>
          </p>
        </fieldset>
      )}
    >
      {codes.length === 0 && <EmptyState title={t('label.covers.empty')} />}
      {codes.map((code) => <Cover key={code} record={record} code={code} />)}
    </PrintPage>
  )
}

function Cover({ record, code }: { record: RecordDetailView; code: string }) {
  const { t } = useTranslation()
  return (
    <article className="cover">
      <p className="cover-head">{t('label.covers.sheet')}</p>
      <h2>{paperName(t, code)}</h2>
      <Code text={labelText({ what: 'paper', number: record.number, code })} />
      <dl>
        <dt>{t('label.covers.record')}</dt>
        <dd className="code">{record.number} · {t(`common.kind.${record.kind}`)}</dd>
        <dt>{t('label.covers.dossier')}</dt>
        <dd className="code">{record.dossierNumber}</dd>
        <dt>{t('label.covers.plate')}</dt>
        <dd>{record.vehicle.plate ?? t('label.folders.vin', { tail: record.vehicle.vin.slice(-8) })} · {record.vehicle.model}</dd>
      </dl>
      <p className="cover-advice">{t('label.covers.advice')}</p>
    </article>
  )
}
