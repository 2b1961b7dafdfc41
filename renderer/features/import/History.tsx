// Lists brought in so far.
import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'
import { useAnswer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'

type Run = Output<'import.history'>[number]

export function History() {
  const { t } = useTranslation()
  const runs = useAnswer('import.history', {})
  return (
    <section className="panel" aria-labelledby="import-history">
      <h2 id="import-history" className="panel-title">{t('imports.history.title')}</h2>
      <Answered answer={runs}>
        {(found) => (
          <Table<Run>
            size="small"
            rowKey={({ at, fileName, list }) => `${at} ${list} ${fileName}`}
            dataSource={found}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: <EmptyState title={t('imports.history.empty')} /> }}
            columns={[
              { key: 'at', title: t('imports.history.column.at'), render: (_, { at }) => <DateTimeText at={at} /> },
              { key: 'list', title: t('imports.history.column.list'), render: (_, { list }) => t(`imports.list.${list}`) },
              { key: 'file', title: t('imports.history.column.file'), render: (_, { fileName }) => fileName },
              { key: 'person', title: t('imports.history.column.person'), render: (_, { personName }) => personName },
              ...(['lines', 'dossiers', 'records', 'already', 'wrong'] as const).map((count) => ({
                key: count, title: t(`imports.history.column.${count}`), align: 'right' as const, render: (_: unknown, run: Run) => run[count],
              })),
            ]}
          />
        )}
      </Answered>
    </section>
  )
}
