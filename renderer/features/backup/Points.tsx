// The backup points a folder holds, newest first, each to verify or to restore.
import { Button, Table, Tag, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BackupPointView } from '#shared/contract/backup.ts'
import type { Answer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { bytesText } from './bytes.ts'

type PointsProps = {
  points: Answer<BackupPointView[]>
  disabled: boolean
  /** Absent where nobody has signed in. */
  onVerify?: (point: BackupPointView) => void
  /** Absent for those who may not restore. */
  onRestore?: (point: BackupPointView) => void
  /** Absent for those who may not fetch a dossier. */
  onFetch?: (point: BackupPointView) => void
}

export function Points({ points, disabled, onVerify, onRestore, onFetch }: PointsProps) {
  const { t } = useTranslation()
  return (
    <Answered answer={points}>
      {(list) => (
        <Table<BackupPointView>
          size="small"
          rowKey="id"
          dataSource={list}
          pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
          locale={{ emptyText: <EmptyState title={t('backup.pointsEmpty')} /> }}
          columns={[
            { key: 'takenAt', title: t('backup.column.takenAt'), render: (_, { takenAt }) => <DateTimeText at={takenAt} /> },
            { key: 'store', title: t('backup.column.store'), dataIndex: 'storeName' },
            { key: 'size', title: t('backup.column.size'), align: 'right', render: (_, { bytes }) => bytesText(bytes) },
            { key: 'files', title: t('backup.column.files'), align: 'right', dataIndex: 'files' },
            {
              key: 'proof',
              title: t('backup.column.proof'),
              render: (_, { signed }) => (signed
                ? <Tag color="success">{t('backup.signed')}</Tag>
                : <Tooltip title={t('backup.unsignedHint')}><Tag color="warning">{t('backup.unsigned')}</Tag></Tooltip>),
            },
            {
              key: 'acts',
              title: t('backup.column.acts'),
              render: (_, point) => (
                <span className="row-acts">
                  {onVerify !== undefined && <Button type="link" disabled={disabled} onClick={() => onVerify(point)}>{t('backup.verify')}</Button>}
                  {onRestore !== undefined && (
                    <Button type="link" disabled={disabled} onClick={() => onRestore(point)}>{t('backup.restore')}</Button>
                  )}
                  {onFetch !== undefined && <Button type="link" disabled={disabled} onClick={() => onFetch(point)}>{t('backup.fetch')}</Button>}
                </span>
              ),
            },
          ]}
        />
      )}
    </Answered>
  )
}
