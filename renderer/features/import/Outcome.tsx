// What a list came to, or would come to: how much of what, what is wrong, and the lines.
import { DownloadOutlined } from '@ant-design/icons'
import { Alert, Button, Segmented, Table, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportedLineView, ImportOutcome } from '#shared/contract/import.ts'
import type { LineOutcome } from '#shared/domain/import.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { saveFile } from '../../app/save.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { problemText } from '../../components/ProblemText.tsx'

const COLOURS: Record<LineOutcome, string> = { dossier: 'success', record: 'success', dossierAndRecord: 'success', already: 'default', wrong: 'error' }

export function Outcome({ importId, outcome }: { importId: string; outcome: ImportOutcome }) {
  const { t } = useTranslation()
  const save = useAct(async () => saveFile(await call('import.wrongLines', { importId })))
  const { committed, dossiers, records, overdue, already, wrong, before, problems } = outcome
  const counts: [string, number, string][] = [
    [t('imports.outcome.dossiers'), dossiers, 'fine'],
    [t('imports.outcome.records'), records, 'fine'],
    ...(overdue > 0 ? [[t('imports.outcome.overdue'), overdue, 'late'] satisfies [string, number, string]] : []),
    [t('imports.outcome.already'), already, ''],
    [t('imports.outcome.wrong'), wrong, wrong > 0 ? 'late' : ''],
  ]
  return (
    <section className="panel" aria-labelledby="import-outcome">
      <h2 id="import-outcome" className="panel-title" tabIndex={-1}>{t(committed ? 'imports.outcome.done' : 'imports.outcome.dry')}</h2>
      <ErrorNote error={save.error} />
      {before !== null && <Alert type="info" showIcon className="note" title={t('imports.outcome.before', { time: dateTimeText(before.at), name: before.personName })} />}
      <dl className="import-counts">
        {counts.map(([name, count, mood]) => <div key={name}><dt>{name}</dt><dd className={mood}>{count}</dd></div>)}
      </dl>
      {wrong > 0 && (
        <>
          <p>
            {t('imports.outcome.wrongAbout')}{' '}
            <Button icon={<DownloadOutlined aria-hidden />} loading={save.running} onClick={() => void save.run()}>{t('imports.outcome.wrongFile')}</Button>
          </p>
          <ul className="import-problems" aria-label={t('imports.outcome.problems')}>
            {problems.map(({ field, problem, count }) => (
              <li key={`${field} ${problem}`}>
                {field !== null && <strong>{t(`imports.field.${field}`)}</strong>} {problemText(problem)} <span className="faint">{t('imports.outcome.lines', { count })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Lines shown={outcome.shown} />
    </section>
  )
}

function Lines({ shown }: { shown: readonly ImportedLineView[] }) {
  const { t } = useTranslation()
  const [only, setOnly] = useState<LineOutcome | 'all'>('all')
  const there = [...new Set(shown.map(({ outcome }) => outcome))]
  return (
    <details open={there.includes('wrong')}>
      <summary>{t('imports.outcome.show')}</summary>
      <div className="import-filter">
        <Segmented<LineOutcome | 'all'>
          size="small"
          aria-label={t('imports.outcome.column.outcome')}
          value={only}
          onChange={setOnly}
          options={[{ value: 'all', label: t('imports.outcome.all') }, ...there.map((each) => ({ value: each, label: t(`imports.outcome.kind.${each}`) }))]}
        />
        <span className="faint">{t('imports.outcome.first')}</span>
      </div>
      <Table<ImportedLineView>
        size="small"
        rowKey="line"
        dataSource={shown.filter(({ outcome }) => only === 'all' || outcome === only)}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { key: 'line', title: t('imports.outcome.column.line'), width: 80, render: (_, { line }) => line },
          { key: 'car', title: t('imports.outcome.column.car'), width: 200, render: (_, { car }) => <span className="code">{car}</span> },
          { key: 'outcome', title: t('imports.outcome.column.outcome'), width: 150, render: (_, { outcome }) => <Tag color={COLOURS[outcome]}>{t(`imports.outcome.kind.${outcome}`)}</Tag> },
          {
            key: 'problems',
            title: t('imports.outcome.column.problems'),
            render: (_, { problems }) => problems.map(({ field, problem }) => (
              <div key={`${field} ${problem}`}>{field !== null && <strong>{t(`imports.field.${field}`)}</strong>} {problemText(problem)}</div>
            )),
          },
        ]}
      />
    </details>
  )
}
