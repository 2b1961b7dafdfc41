// What came from the folder, newest first: filed by itself, waiting, unreadable, or seen before.
import { Table, Tag, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { InboxFileView } from '#shared/contract/scan.ts'
import { DateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { problemText } from '../../components/ProblemText.tsx'

export function Files({ files }: { files: readonly InboxFileView[] }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<InboxFileView> = [
    { key: 'name', title: t('inbox.file.name'), render: (_, { name }) => <span className="inbox-name">{name}</span> },
    { key: 'arrivedAt', title: t('inbox.file.arrivedAt'), render: (_, { arrivedAt }) => <DateTimeText at={arrivedAt} /> },
    { key: 'pages', title: t('inbox.file.pages'), align: 'right', render: (_, file) => (file.state === 'sorted' && file.duplicateOf === null ? file.pages : '') },
    { key: 'state', title: t('inbox.file.state'), render: (_, file) => <FileState file={file} /> },
  ]
  return (
    <Table<InboxFileView>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...files]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <EmptyState title={t('inbox.file.none')} /> }}
    />
  )
}

function FileState({ file }: { file: InboxFileView }) {
  const { t } = useTranslation()
  if (file.duplicateOf !== null) return <Tag color="warning">{t('inbox.file.duplicate', { name: file.duplicateOf })}</Tag>
  if (file.state === 'sorting') return <Tag color="processing">{t('inbox.file.sorting')}</Tag>
  if (file.problem !== null) {
    return (
      <>
        <Tag color="error">{problemText(file.problem)}</Tag>
        <span className="faint">{t('inbox.file.kept')}</span>
      </>
    )
  }
  return (
    <>
      {file.filed > 0 && <Tag color="success">{t('inbox.file.filed', { count: file.filed })}</Tag>}
      {file.waiting > 0 && <Tag color="warning">{t('inbox.file.waiting', { count: file.waiting })}</Tag>}
      {file.discarded > 0 && <Tag>{t('inbox.file.discarded', { count: file.discarded })}</Tag>}
      {file.filed === 0 && file.waiting === 0 && file.discarded === 0 && <span className="faint">{t('inbox.file.settled')}</span>}
    </>
  )
}
