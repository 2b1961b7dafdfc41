// Long work on screen: progress with a way to cancel, then what came of it, every finding named.
import { isDamage } from '#shared/domain/finding.ts'
import { Alert, Button, Table } from 'antd'
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FindingView, TaskView, VerifyResult } from '#shared/contract/backup.ts'
import type { ExportResult } from '#shared/contract/export.ts'
import type { FetchResult } from '#shared/contract/fetch.ts'
import { Busy } from '../../components/Busy.tsx'
import { dateTimeText } from '../../components/DateText.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { bytesText } from './bytes.ts'
import { Failed } from './Failed.tsx'
import { findingText } from './finding.ts'
import { useCancel, type FollowedTask } from './task.ts'

type TaskPanelProps = {
  taskId: string
  followed: FollowedTask
  /** Where a restore, an export or a fetched dossier goes. */
  target: string
  onEnded: () => void
  onClose: () => void
}

export function TaskPanel({ taskId, followed, target, onEnded, onClose }: TaskPanelProps) {
  const { t } = useTranslation()
  const { task, error } = followed
  const cancel = useCancel(taskId)
  const panel = useRef<HTMLElement>(null)
  const ended = task !== null && task.state !== 'running'
  const tellEnded = useEffectEvent(onEnded)
  useEffect(() => panel.current?.focus(), [])
  useEffect(() => {
    if (ended) tellEnded()
  }, [ended])

  return (
    <section className="panel" ref={panel} tabIndex={-1} aria-live="polite" aria-busy={!ended}>
      <ErrorNote error={error ?? cancel.error} />
      {task?.state === 'running' && (
        <Busy label={t(`backup.task.${task.kind}`)} progress={task.progress} onCancel={() => void cancel.run()} />
      )}
      {ended && <Outcome task={task} target={target} />}
      {(ended || error !== null) && <Button className="backup-close" onClick={onClose}>{t('common.close')}</Button>}
    </section>
  )
}

function Outcome({ task, target }: { task: TaskView; target: string }) {
  const { t } = useTranslation()
  if (task.state === 'cancelled') return <Alert type="info" showIcon title={t('backup.cancelled')} />
  if (task.state !== 'done') return <Failed error={task.error} />
  if (task.exported !== null) return <Exported exported={task.exported} target={target} />
  if (task.fetched !== null) return <Fetched fetched={task.fetched} target={target} />
  const findings = task.verify?.findings ?? []
  const { backup } = task
  const said: ReactNode = task.kind === 'restore' ? t('backup.restored', { folder: target })
    : task.mended !== null ? <>{t('backup.mended', { count: task.mended })}{findings.length > 0 && <> {t('backup.mendLeft')}</>}</>
    : backup !== null && t('backup.backedUp', { time: dateTimeText(backup.takenAt), files: backup.files, size: bytesText(backup.bytes) })
  return (
    <>
      {findings.length === 0
        ? <Alert type="success" showIcon title={t(`backup.done.${task.kind}`)} description={task.verify === null || task.mended !== null ? said : t('backup.sound')} />
        : <Alert type={findings.some(isDamage) ? 'error' : 'info'} showIcon role="alert" title={t('backup.found', { count: findings.length })} description={said} />}
      {task.verify !== null && <Verified result={task.verify} />}
    </>
  )
}

/** What could not be put in is no success without a word. */
function Exported({ exported: { files, bytes, leftOut }, target }: { exported: ExportResult; target: string }) {
  const { t } = useTranslation()
  const made = t('exports.made', { folder: target, files, size: bytesText(bytes) })
  return (
    <Alert
      type={leftOut === 0 ? 'success' : 'warning'} showIcon title={t('backup.done.export')}
      description={leftOut === 0 ? made : <>{t('exports.leftOut', { count: leftOut })}<br />{made}</>}
    />
  )
}

/** Where it lies, what was put back, and what is not in it: that is no success without a word. */
function Fetched({ fetched, target }: { fetched: FetchResult; target: string }) {
  const { t } = useTranslation()
  const { number, dossier, takenAt, signed, records, scans, bytes, putBack, lacking, keptBack, erased, leftOut } = fetched
  const lacks = [
    !signed && t('backup.fetchedUnsigned'),
    leftOut > 0 && t('backup.fetchedLeftOut', { count: leftOut }), keptBack > 0 && t('backup.fetchedKeptBack', { count: keptBack }),
    erased > 0 && t('backup.fetchedErased', { count: erased }), lacking > 0 && t('backup.fetchedLacking', { count: lacking }),
  ].filter((said) => said !== false)
  const said = [
    t('backup.fetched', { number, dossier, time: dateTimeText(takenAt), folder: target, records, scans, size: bytesText(bytes) }),
    ...(putBack === 0 ? [] : [t('backup.fetchedPutBack', { count: putBack })]), ...lacks,
  ]
  return (
    <Alert
      type={lacks.length === 0 ? 'success' : 'warning'} showIcon title={t('backup.done.fetch')}
      description={said.map((line) => <div key={line}>{line}</div>)}
    />
  )
}

function Verified({ result }: { result: VerifyResult }) {
  const { t } = useTranslation()
  return (
    <>
      <ul className="backup-chains">
        {result.chains.map(({ chain, entries, signatures }) => (
          <li key={chain}>
            <ChainName chain={chain} />{': '}
            {t('backup.entries', { count: entries })}{signatures > 0 && ` · ${t('backup.signatures', { count: signatures })}`}
          </li>
        ))}
        <li>{t('backup.attachments', { count: result.attachments })}</li>
      </ul>
      {result.findings.length > 0 && (
        <Table<FindingView>
          size="small"
          rowKey={({ where, problem }) => `${where} ${problem}`}
          dataSource={result.findings}
          pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { key: 'where', title: t('backup.where'), render: (_, { where }) => <span className="code">{where}</span> },
            { key: 'problem', title: t('backup.problem'), render: (_, { problem }) => findingText(problem) },
          ]}
        />
      )}
    </>
  )
}

function ChainName({ chain }: { chain: string }) {
  const { t } = useTranslation()
  return chain === 'book' || chain === 'audit' || chain === 'register' ? t(`backup.chains.${chain}`) : chain
}
