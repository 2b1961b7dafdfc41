// Each place in a line, with what may be done about it, or how far what is done there is.
import { Button, Dropdown, Progress, Table, Tag, Tooltip, type MenuProps, type TableColumnsType } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupState, PlaceView } from '#shared/contract/backup.ts'
import { archiveNow } from '../../app/session.ts'
import { dateTimeText, DateTimeText } from '../../components/DateText.tsx'
import { bytesText } from './bytes.ts'
import { adviceText, keepParts, mishapText, nextText, scheduleText, tookText, WARNING_COLOURS } from './plan.ts'

type Running = NonNullable<BackupState['running']>

type PlaceTableProps = {
  places: PlaceView[]
  running: Running | null
  /** Something has been set off and not answered yet. */
  busy: boolean
  onRun: (place: PlaceView, what: 'backup' | 'proof') => void
  onStop: () => void
  onPoints: (folder: string) => void
  /** Absent for those who may not plan. */
  onChange?: (place: PlaceView) => void
  onRemove?: (place: PlaceView) => void
}

export function PlaceTable({ places, ...acts }: PlaceTableProps) {
  const { t } = useTranslation()
  const columns: TableColumnsType<PlaceView> = [
    { key: 'name', title: t('backup.places.column.name'), render: (_, place) => <Named place={place} /> },
    {
      key: 'schedule',
      title: t('backup.places.column.schedule'),
      className: 'backup-when',
      render: (_, { schedule, dueAt }) => <>{scheduleText(t, schedule)}<small className="backup-second">{nextText(t, dueAt, archiveNow())}</small></>,
    },
    { key: 'keep', title: t('backup.places.column.keep'), render: (_, { keep }) => <Kept parts={keepParts(t, keep)} /> },
    { key: 'done', title: t('backup.places.column.done'), render: (_, place) => <LastDone place={place} /> },
    { key: 'proven', className: 'backup-proven', title: t('backup.places.column.proven'), render: (_, place) => <LastProven place={place} /> },
    {
      key: 'free', title: t('backup.places.column.free'), align: 'right', className: 'backup-figure',
      render: (_, { free }) => (free === null ? <span className="faint">{t('backup.places.unknown')}</span> : bytesText(free)),
    },
    { key: 'acts', title: t('backup.column.acts'), className: 'backup-acts', render: (_, place) => <Acts place={place} {...acts} /> },
  ]
  return <Table<PlaceView> className="backup-places" size="small" rowKey="id" dataSource={places} pagination={false} columns={columns} />
}

function Named({ place: { name, folder, warnings } }: { place: PlaceView }) {
  const { t } = useTranslation()
  return (
    <div className="backup-named">
      <strong>{name}</strong>
      <small className="backup-second code">{folder}</small>
      {warnings.length > 0 && (
        <ul className="backup-warnings">
          {warnings.map((warning) => (
            <li key={warning}>
              <Tooltip
                title={adviceText(t, warning)} trigger={['hover', 'focus']} placement="bottomLeft" getPopupContainer={(tag) => tag.parentElement ?? document.body}
              >
                <Tag color={WARNING_COLOURS[warning]} tabIndex={0}>{t(`backup.places.warning.${warning}`)}</Tag>
              </Tooltip>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** A number and its unit stay on one line. */
const Kept = ({ parts }: { parts: string[] }) => parts.map((part, at) => (
  <Fragment key={part}>{at > 0 && ' '}<span className="backup-part">{part}{at + 1 < parts.length && ' ·'}</span></Fragment>
))

function LastDone({ place: { lastDone, lastRun } }: { place: PlaceView }) {
  const { t } = useTranslation()
  const mishap = lastRun && mishapText(t, lastRun)
  return (
    <>
      {lastDone === null ? <span className="faint">{t('backup.places.never')}</span> : <DateTimeText at={lastDone.startedAt} />}
      {lastDone !== null && <small className="backup-second">{t('backup.places.wrote', { size: bytesText(lastDone.written), took: tookText(t, lastDone) })}</small>}
      {lastRun !== null && mishap !== null && (
        <small className={lastRun.outcome === 'failed' ? 'backup-second late' : 'backup-second'}>
          {lastRun.startedAt === lastDone?.startedAt ? mishap : t('backup.places.tried', { time: dateTimeText(lastRun.startedAt), mishap })}
        </small>
      )}
    </>
  )
}

function LastProven({ place: { lastProven, lastProof } }: { place: PlaceView }) {
  const { t } = useTranslation()
  const mishap = lastProof && mishapText(t, lastProof)
  const isDoubtful = mishap !== null && lastProof?.outcome !== 'cancelled'
  return (
    <>
      {lastProven === null
        ? <span className="faint">{t('backup.places.notProven')}</span>
        : <><span className={isDoubtful ? undefined : 'fine'}>{t('backup.places.proven')}</span><small className="backup-second"><DateTimeText at={lastProven} /></small></>}
      {lastProof !== null && mishap !== null && (
        <small className={isDoubtful ? 'backup-second late' : 'backup-second'}>
          {t('backup.places.tried', { time: dateTimeText(lastProof.startedAt), mishap })}
        </small>
      )}
    </>
  )
}

type ActsProps = Omit<PlaceTableProps, 'places'> & { place: PlaceView }

function Acts({ place, running, busy, onRun, onStop, onPoints, onChange, onRemove }: ActsProps) {
  const { t } = useTranslation()
  const { name } = place
  const act = (key: 'run' | 'prove' | 'stop' | 'more'): { children: string; 'aria-label': string } => {
    const label = t(`backup.places.act.${key}`)
    return { children: label, 'aria-label': t('backup.places.act.of', { act: label, name }) }
  }
  if (running?.placeId === place.id) {
    const doing = t(`backup.places.doing.${running.what}`)
    return (
      <div className="backup-running">
        <span>{doing}</span>
        <Progress percent={Math.floor(running.progress * 100)} size="small" aria-label={t('backup.places.act.of', { act: doing, name })} />
        <Button type="link" disabled={busy} onClick={onStop} {...act('stop')} />
      </div>
    )
  }
  const waits = busy || running !== null
  const items: MenuProps['items'] = [
    { key: 'points', label: t('backup.points'), onClick: () => onPoints(place.folder) },
    ...(onChange === undefined ? [] : [{ key: 'change', label: t('backup.places.change'), onClick: () => onChange(place) }]),
    ...(onRemove === undefined ? [] : [{ key: 'remove', label: t('backup.places.remove'), danger: true, onClick: () => onRemove(place) }]),
  ]
  return (
    <span className="row-acts">
      <Button type="link" disabled={waits} onClick={() => onRun(place, 'backup')} {...act('run')} />
      <Button type="link" disabled={waits || place.lastDone === null} onClick={() => onRun(place, 'proof')} {...act('prove')} />
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button size="small" icon={<MoreOutlined aria-hidden />} aria-label={act('more')['aria-label']} />
      </Dropdown>
    </span>
  )
}
