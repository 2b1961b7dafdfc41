// Backup and verification: the places that backups go to by themselves, once to another folder, what a folder holds, verify, restore (rule A2).
import { Alert, Button, Form } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BackupPointView } from '#shared/contract/backup.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { usePermits } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { applyFieldProblems } from '../../components/form.ts'
import { Page } from '../../components/Page.tsx'
import { FolderField } from '../../components/FolderField.tsx'
import { Places } from './Places.tsx'
import { useBackupEnded, useBackupState, useLastBackup } from './places.ts'
import { Fetch } from './Fetch.tsx'
import { Points } from './Points.tsx'
import { Restore } from './Restore.tsx'
import { TaskPanel } from './TaskPanel.tsx'
import { useTask } from './task.ts'
import './backup.css'

export function Backup() {
  const { t } = useTranslation()
  const mayVerify = usePermits('archive.verify')
  const mayRestore = usePermits('backup.restore')
  const mayFetch = usePermits('export.request')
  const state = useBackupState()
  const last = useLastBackup()
  const [form] = Form.useForm<{ folder: string }>()
  /** The folder whose points are listed. */
  const [folder, setFolder] = useState<string | null>(null)
  const [restoring, setRestoring] = useState<BackupPointView | null>(null)
  const [fetching, setFetching] = useState<BackupPointView | null>(null)
  const [taskId, setTaskId] = useState<string | null>(null)
  const [target, setTarget] = useState('')
  const followed = useTask(taskId)
  const lastFolder = last.value?.last?.folder
  const shown = folder ?? lastFolder ?? null
  // Where a copy was once put, the next is likely to go; a place has its own button.
  const usual = state.value?.places.some((place) => place.folder === lastFolder) === false ? lastFolder : undefined
  useEffect(() => {
    if (usual !== undefined && !form.isFieldTouched('folder')) form.setFieldValue('folder', usual)
  }, [form, usual])
  const points = useAnswer('backup.list', shown === null ? null : { folder: shown })
  const listed = useRef<HTMLHeadingElement>(null)
  useBackupEnded(state, shown, points.reload)

  const run = useAct(
    async (to: string) => {
      const { taskId: id } = await call('backup.run', { folder: to })
      setFolder(to)
      setTaskId(id)
    },
    (error) => applyFieldProblems(form, error),
  )
  const verifyPoint = useAct(async (point: BackupPointView) => {
    if (shown !== null) setTaskId((await call('backup.verify', { folder: shown, id: point.id })).taskId)
  })
  const verifyArchive = useAct(async () => setTaskId((await call('archive.verify', {})).taskId))
  const mend = useAct(async (from: string) => setTaskId((await call('backup.mend', { folder: from })).taskId))
  const busy = taskId !== null && (followed.task === null ? followed.error === null : followed.task.state === 'running')

  return (
    <Page title={t('backup.title')}>
      {taskId !== null && (
        <TaskPanel
          key={taskId}
          taskId={taskId}
          followed={followed}
          target={target}
          onEnded={() => {
            last.reload()
            points.reload()
          }}
          onClose={() => setTaskId(null)}
        />
      )}
      {state.value?.risk && (
        <Alert
          className="note" type="warning" showIcon
          title={t(`backup.places.risk.${state.value.risk}`)} description={t(`backup.places.riskAdvice.${state.value.risk}`)}
        />
      )}
      <Places
        state={state}
        onPoints={(of) => {
          setFolder(of)
          listed.current?.focus()
          listed.current?.scrollIntoView({ block: 'center' })
        }}
      />
      <section className="panel" aria-labelledby="backup-now">
        <h2 className="panel-title" id="backup-now">{t('backup.now')} <small className="faint backup-folder">{t('backup.nowWhat')}</small></h2>
        <ErrorNote error={run.error} />
        <Form
          form={form} name="backup" layout="vertical" initialValues={{ folder: '' }} className="backup-once"
          onFinish={({ folder: to }) => void run.run(to)} validateTrigger="onSubmit" scrollToFirstError={{ focus: true, block: 'center' }}
        >
          <FolderField name="folder" label={t('backup.folder')} extra={t('backup.folderHint')} />
          <Button htmlType="submit" loading={run.running} disabled={busy}>{t('backup.run')}</Button>
          <Button onClick={() => void form.validateFields().then((values) => setFolder(values.folder), () => undefined)}>{t('backup.list')}</Button>
        </Form>
      </section>
      <section className="panel" aria-labelledby="backup-points">
        <h2 className="panel-title" id="backup-points" ref={listed} tabIndex={-1}>
          {t('backup.points')} {shown !== null && <span className="faint code backup-folder">{shown}</span>}
        </h2>
        <ErrorNote error={verifyPoint.error} />
        {shown === null
          ? <p className="faint">{t('backup.pointsAsk')}</p>
          : (
            <Points
              points={points}
              disabled={busy}
              onVerify={(point) => void verifyPoint.run(point)}
              {...(mayRestore ? { onRestore: setRestoring } : {})}
              {...(mayFetch ? { onFetch: setFetching } : {})}
            />
          )}
      </section>
      {mayVerify && (
        <section className="panel" aria-labelledby="verify-archive">
          <h2 className="panel-title" id="verify-archive">{t('backup.archive')}</h2>
          <p className="faint">{t('backup.archiveWhat')}</p>
          <ErrorNote error={verifyArchive.error} />
          <Button onClick={() => void verifyArchive.run()} loading={verifyArchive.running} disabled={busy}>{t('backup.archiveRun')}</Button>
          <p className="faint backup-second-way">{t(shown === null ? 'backup.mendAsk' : 'backup.mendWhat')}</p>
          <ErrorNote error={mend.error} />
          <Button onClick={() => shown !== null && void mend.run(shown)} loading={mend.running} disabled={busy || shown === null}>{t('backup.mend')}</Button>
        </section>
      )}
      {restoring !== null && shown !== null && (
        <Restore
          folder={shown}
          point={restoring}
          onStarted={(id, into) => {
            setRestoring(null)
            setTarget(into)
            setTaskId(id)
          }}
          onCancel={() => setRestoring(null)}
        />
      )}
      {fetching !== null && shown !== null && (
        <Fetch
          backup={shown}
          point={fetching}
          onStarted={(id, into) => {
            setFetching(null)
            setTarget(into)
            setTaskId(id)
          }}
          onCancel={() => setFetching(null)}
        />
      )}
    </Page>
  )
}
