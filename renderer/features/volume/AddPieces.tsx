// Papers of the same class and year that lie in no volume, to be put into this one.
import { Button, Modal, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CandidateView } from '#shared/contract/volume.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { pieceDay, pieceTitle } from './words.ts'

type AddPiecesProps = { id: Id<'volume'>; present: readonly string[]; onAdd: (piece: CandidateView) => void; onClose: () => void }

export function AddPieces({ id, present, onAdd, onClose }: AddPiecesProps) {
  const { t } = useTranslation()
  const answer = useAnswer('volume.candidates', { id })
  const columns: TableColumnsType<CandidateView> = [
    { key: 'documentNumber', width: 170, title: t('volume.column.documentNumber'), render: (_, { documentNumber }) => <span className="code">{documentNumber}</span> },
    { key: 'subject', title: t('volume.column.subject'), render: (_, piece) => pieceTitle(t, piece) },
    { key: 'date', width: 110, title: t('volume.column.date'), render: (_, piece) => pieceDay(piece) },
    { key: 'pages', width: 70, title: t('volume.column.pages'), dataIndex: 'pages' },
    {
      key: 'acts', width: 90, title: t('volume.column.acts'), render: (_, piece) => (
        <Button size="small" aria-label={t('volume.order.addOne', { subject: pieceTitle(t, piece) })} onClick={() => onAdd(piece)}>{t('volume.order.add')}</Button>
      ),
    },
  ]
  return (
    <Modal open width={820} title={t('volume.order.addTitle')} footer={null} onCancel={onClose}>
      <Answered answer={answer}>
        {(candidates) => (
          <Table<CandidateView>
            size="small" rowKey="key" columns={columns} dataSource={candidates.filter(({ key }) => !present.includes(key))}
            pagination={{ pageSize: 12, hideOnSinglePage: true, showSizeChanger: false }} locale={{ emptyText: <EmptyState title={t('volume.order.addNone')} /> }}
          />
        )}
      </Answered>
    </Modal>
  )
}
