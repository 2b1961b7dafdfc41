// Volumes as a list, counts and days of what whoever looks may know.
import { Button, Table, Tag, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { VolumeView } from '#shared/contract/volume.ts'
import { paths } from '../../app/paths.ts'
import { daysText, STATE_COLOURS, termText, volumeName } from './words.ts'

type VolumeTableProps = { volumes: readonly VolumeView[]; loading: boolean; label: string; empty: ReactNode }

export function VolumeTable({ volumes, loading, label, empty }: VolumeTableProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const columns: TableColumnsType<VolumeView> = [
    {
      key: 'number',
      width: 220,
      title: t('volume.column.number'),
      render: (_, volume) => (
        <Button type="link" className="volume-open" aria-label={t('volume.open', { number: volumeName(t, volume) })} onClick={() => navigate(paths.volume(volume.id))}>
          {volumeName(t, volume)}
        </Button>
      ),
    },
    { key: 'title', title: t('volume.column.title'), dataIndex: 'title' },
    { key: 'term', width: 90, title: t('volume.column.term'), render: (_, { term }) => termText(t, term) },
    { key: 'pieces', width: 70, align: 'right', title: t('volume.column.pieces'), dataIndex: 'pieces' },
    { key: 'pages', width: 70, align: 'right', title: t('volume.column.pages'), dataIndex: 'pages' },
    { key: 'days', width: 190, title: t('volume.column.days'), render: (_, volume) => daysText(volume) },
    { key: 'slot', width: 100, title: t('volume.column.slot'), render: (_, { slot }) => <span className="code">{slot}</span> },
    { key: 'state', width: 110, title: t('volume.column.state'), render: (_, { state }) => <Tag color={STATE_COLOURS[state]}>{t(`volume.state.${state}`)}</Tag> },
  ]
  return (
    <Table<VolumeView>
      size="small" rowKey="id" aria-label={label} columns={columns} dataSource={[...volumes]} loading={{ spinning: loading, delay: 300 }} pagination={false}
      scroll={{ x: 'max-content' }} locale={{ emptyText: empty }}
    />
  )
}
