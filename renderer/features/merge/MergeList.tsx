// What was merged, newest first, and undoing it (rule F8).
import { Alert, App, Button, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { requiredLine } from '#shared/contract/field.ts'
import type { MergeView } from '#shared/contract/merge.ts'
import { call } from '../../api.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { DateTimeText, dateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'

const LISTED = 200

export function MergeList() {
  const { t } = useTranslation()
  const answer = useAnswer('merge.list', { limit: LISTED })
  const [undoing, setUndoing] = useState<MergeView | null>(null)
  if (answer.error !== null) return <ErrorState error={answer.error} onRetry={answer.reload} />
  const columns: TableColumnsType<MergeView> = [
    { key: 'when', title: t('merge.column.when'), render: (_, { at, byName }) => <><DateTimeText at={at} /><div className="faint">{byName}</div></> },
    { key: 'merged', title: t('merge.column.merged'), render: (_, { subject, merged }) => <><div>{merged}</div><div className="faint">{t(`merge.subject.${subject}`)}</div></> },
    {
      key: 'kept',
      title: t('merge.column.kept'),
      render: (_, { kept, dossierId }) => (dossierId === null ? kept : <Link href={paths.dossier(dossierId)}>{kept}</Link>),
    },
    { key: 'why', title: t('merge.column.why'), render: (_, { reason }) => <div className="merge-why">{reason}</div> },
    {
      key: 'state',
      title: t('merge.column.state'),
      render: (_, { undone }) => (undone === null
        ? <Tag color="processing">{t('merge.standing')}</Tag>
        : <><Tag>{t('merge.undone')}</Tag><div className="faint merge-why">{t('merge.undoneBy', { date: dateTimeText(undone.at), name: undone.byName, reason: undone.reason })}</div></>),
    },
    {
      key: 'acts',
      title: t('merge.column.acts'),
      render: (_, merge) => merge.undone === null && (
        <Button type="link" aria-label={t('merge.undo.of', { merged: merge.merged, kept: merge.kept })} onClick={() => setUndoing(merge)}>{t('merge.undo.act')}</Button>
      ),
    },
  ]
  return (
    <>
      <Table<MergeView>
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={answer.value?.merges ?? []}
        loading={{ spinning: answer.loading, delay: 300 }}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: answer.value === null ? ' ' : <EmptyState title={t('merge.empty.done')} text={t('merge.empty.text')} /> }}
      />
      {answer.value?.more === true && <Alert className="merge-more" type="info" title={t('merge.moreDone', { count: LISTED })} />}
      {undoing !== null && (
        <UndoDialog
          merge={undoing}
          onClose={(undone) => {
            setUndoing(null)
            if (undone) answer.reload()
          }}
        />
      )}
    </>
  )
}

function UndoDialog({ merge: { id, merged, kept }, onClose }: { merge: MergeView; onClose: (undone: boolean) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <ReasonDialog
      name="undo-merge" about={id} title={t('merge.undo.title')} submit={t('merge.undo.submit')} danger
      label={t('merge.undo.reason')} schema={requiredLine(200)} longest={200}
      onReason={async (reason) => {
        await call('merge.undo', { id, reason })
        void message.success(t('merge.undo.done'))
        onClose(true)
      }}
      onCancel={() => onClose(false)}
    >
      <p>{t('merge.undo.intro', { merged, kept })}</p>
    </ReasonDialog>
  )
}
