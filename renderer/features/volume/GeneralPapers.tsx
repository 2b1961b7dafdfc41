// General documents (文书材料): entered one by one, bound at the year's end (rules C2, C4).
import { Alert, App, Button, Input, Modal, Select, Table, Tag, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { GeneralPaperView } from '#shared/contract/general-paper.ts'
import type { SchemeClassView } from '#shared/contract/volume.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../../components/ErrorState.tsx'
import { PaperDialog } from './PaperDialog.tsx'

const LISTED = 300

export function GeneralPapers() {
  const { t } = useTranslation()
  const scheme = useAnswer('volume.scheme', {})
  return (
    <Answered answer={scheme}>
      {({ classes }) => {
        const taking = classes.filter(({ source, closed }) => source === 'general' && !closed)
        const [first] = taking
        return first === undefined ? <EmptyState title={t('volume.papers.noClass')} /> : <Listed classes={taking} first={first} />
      }}
    </Answered>
  )
}

function Listed({ classes, first }: { classes: readonly SchemeClassView[]; first: SchemeClassView }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [classId, setClassId] = useState(first.id)
  const [text, setText] = useState('')
  const [editing, setEditing] = useState<GeneralPaperView | 'new' | null>(null)
  const [withdrawing, setWithdrawing] = useState<GeneralPaperView | null>(null)
  const answer = useAnswer('generalPaper.list', { classId, year: null, text, limit: LISTED })
  const withdraw = useAct(async () => {
    if (withdrawing === null) return
    await call('generalPaper.withdraw', { id: withdrawing.id })
    void message.success(t('volume.papers.withdrawn'))
    setWithdrawing(null)
    answer.reload()
  })
  const papers = answer.last?.papers ?? []
  const columns: TableColumnsType<GeneralPaperView> = [
    { key: 'onDate', width: 110, title: t('volume.papers.onDate'), dataIndex: 'onDate' },
    { key: 'documentNumber', width: 170, title: t('volume.papers.documentNumber'), dataIndex: 'documentNumber' },
    {
      key: 'title',
      title: t('volume.papers.title'),
      render: (_, { title, part, withId, level }) => (
        <>
          {title} {part !== 'single' && <Tag>{t(`volume.papers.partName.${part}`)}</Tag>}{level !== 'restricted' && <Tag color="error">{t(`dossier.secrecy.${level}`)}</Tag>}
          {withId !== null && <div className="faint">{t('volume.papers.joined', { title: papers.find(({ id }) => id === withId)?.title ?? '…' })}</div>}
        </>
      ),
    },
    { key: 'responsible', width: 170, title: t('volume.papers.responsible'), dataIndex: 'responsible' },
    { key: 'pages', width: 70, align: 'right', title: t('volume.papers.pages'), dataIndex: 'pages' },
    {
      key: 'acts',
      width: 240,
      title: t('volume.column.acts'),
      render: (_, paper) => (paper.volume === null
        ? (
          <span className="volume-acts">
            <Button size="small" aria-label={t('volume.papers.editOf', { title: paper.title })} onClick={() => setEditing(paper)}>{t('volume.papers.edit')}</Button>
            <Button size="small" aria-label={t('volume.papers.withdrawOf', { title: paper.title })} onClick={() => setWithdrawing(paper)}>{t('volume.papers.withdraw')}</Button>
          </span>
        )
        : (
          <Link href={paths.volume(paper.volume.id)}>
            {paper.volume.number === null ? t('volume.papers.inProposal') : t('volume.papers.inVolume', { number: paper.volume.number, position: paper.volume.position })}
          </Link>
        )),
    },
  ]
  return (
    <>
      <div className="volume-bar">
        <Select<number>
          aria-label={t('volume.papers.class')} className="volume-class-select" value={Number(classId)}
          onChange={(to) => setClassId(classes.find(({ id }) => id === to)?.id ?? first.id)} options={classes.map(({ id, code, name }) => ({ value: Number(id), label: `${code} ${name}` }))}
        />
        <Input.Search className="volume-search" allowClear maxLength={100} placeholder={t('volume.papers.search')} aria-label={t('volume.papers.searchLabel')} onSearch={setText} />
        <span className="volume-acts"><Button type="primary" onClick={() => setEditing('new')}>{t('volume.papers.add')}</Button></span>
      </div>
      {answer.error !== null && <ErrorState error={answer.error} onRetry={answer.reload} />}
      {answer.error === null && (
        <Table<GeneralPaperView>
          size="small" rowKey="id" aria-label={t('volume.tab.papers')} columns={columns} dataSource={papers} pagination={false} loading={{ spinning: answer.loading, delay: 300 }}
          locale={{ emptyText: answer.value === null ? ' ' : <EmptyState title={t('volume.papers.empty')} text={t('volume.papers.emptyText')} /> }}
        />
      )}
      {answer.value?.more === true && <Alert type="info" className="note" title={t('volume.papers.more', { count: LISTED })} />}
      {editing !== null && (
        <PaperDialog
          classId={classId} of={editing === 'new' ? null : editing} others={papers.filter(({ volume, withId }) => volume === null && withId === null)}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null)
            answer.reload()
          }}
        />
      )}
      {withdrawing !== null && (
        <Modal
          open title={t('volume.papers.withdrawTitle', { title: withdrawing.title })} okText={t('volume.papers.withdraw')} cancelText={t('common.cancel')}
          okButtonProps={{ danger: true }} confirmLoading={withdraw.running} onOk={() => void withdraw.run()} onCancel={() => setWithdrawing(null)}
        >
          <ErrorNote error={withdraw.error} />
          <p>{t('volume.papers.withdrawText')}</p>
        </Modal>
      )}
    </>
  )
}
