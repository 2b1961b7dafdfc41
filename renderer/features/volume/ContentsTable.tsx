// The contents list (卷内目录) on screen: in the columns archives use.
import { Table, Tag, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PieceView } from '#shared/contract/volume.ts'
import { pageText, pieceDay, pieceTitle } from './words.ts'

export function ContentsTable({ contents }: { contents: readonly PieceView[] }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<PieceView> = [
    { key: 'seq', width: 64, title: t('volume.column.seq'), dataIndex: 'position' },
    { key: 'documentNumber', width: 170, title: t('volume.column.documentNumber'), render: (_, { documentNumber }) => <span className="code">{documentNumber}</span> },
    { key: 'responsible', width: 150, title: t('volume.column.responsible'), dataIndex: 'responsible' },
    {
      key: 'subject',
      title: t('volume.column.subject'),
      render: (_, piece) => <>{pieceTitle(t, piece)} {piece.gone !== null && <Tag color="warning">{t(`volume.gone.${piece.gone}`)}</Tag>}</>,
    },
    { key: 'date', width: 110, title: t('volume.column.date'), render: (_, piece) => pieceDay(piece) },
    { key: 'page', width: 90, title: t('volume.column.page'), render: (_, piece) => pageText(piece) },
    { key: 'remark', width: 180, title: t('volume.column.remark'), dataIndex: 'remark' },
  ]
  return (
    <Table<PieceView>
      size="small" rowKey="key" aria-label={t('volume.contents')} columns={columns} dataSource={[...contents]} pagination={false}
      scroll={contents.length > 30 ? { y: 420 } : {}} virtual={contents.length > 100}
    />
  )
}
