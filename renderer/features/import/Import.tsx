// Bringing a list in (rule H8): the kind of list and the file, how its columns are read, a dry run, and then all of it or nothing.
import { Alert, App, Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '#shared/contract/backup.ts'
import { ERROR_CODES } from '#shared/contract/envelope.ts'
import type { ImportMapping, ImportReading } from '#shared/contract/import.ts'
import { missingColumns, type ImportList } from '#shared/domain/import.ts'
import { call } from '../../api.ts'
import { upload } from '../../attachment.ts'
import { useAct, type Act } from '../../app/answer.ts'
import { useAskBeforeLeaving } from '../../app/leaving.ts'
import { paths } from '../../app/paths.ts'
import { Busy } from '../../components/Busy.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { useCancel, useTask } from '../backup/task.ts'
import { ChooseFile } from './ChooseFile.tsx'
import { History } from './History.tsx'
import { Mapping } from './Mapping.tsx'
import { Outcome } from './Outcome.tsx'
import { mendWords } from './words.ts'
import './import.css'

type Held = { importId: string; taskId: string; fileName: string }

export function Import() {
  const { t } = useTranslation()
  const [list, setList] = useState<ImportList>('deliveries')
  const [held, setHeld] = useState<Held | null>(null)
  const [sending, setSending] = useState<{ name: string; share: number; stop: AbortController } | null>(null)
  const open = useAct(async (file: File) => {
    const stop = new AbortController()
    setSending({ name: file.name, share: 0, stop })
    try {
      const uploadId = await upload(file, { onProgress: (share) => setSending({ name: file.name, share, stop }), signal: stop.signal })
      const opened = await call('import.open', { list, uploadId, fileName: file.name.slice(-200) })
      if (stop.signal.aborted) await forget(opened.importId)
      else setHeld({ ...opened, fileName: file.name })
    } finally {
      setSending(null)
    }
  }, ({ code }) => code === 'cancelled')
  const importId = held?.importId ?? null
  // The engine keeps the file no longer than the screen does.
  useEffect(() => () => {
    if (importId !== null) void forget(importId)
  }, [importId])
  const stop = sending?.stop
  useEffect(() => () => stop?.abort(), [stop])
  if (held !== null) return <OpenedList key={held.importId} list={list} held={held} onOther={() => setHeld(null)} />
  return (
    <ImportPage>
      <ErrorNote error={open.error} />
      {sending === null
        ? <ChooseFile list={list} disabled={open.running} onList={setList} onFile={(file) => void open.run(file)} />
        : <Busy label={t('imports.sending', { name: sending.name })} progress={sending.share} onCancel={() => sending.stop.abort()} />}
      <History />
    </ImportPage>
  )
}

const forget = (importId: string): Promise<unknown> => call('import.drop', { importId }).catch(() => undefined)

function ImportPage({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Page title={t('imports.title')} actions={actions}>
      <p className="faint import-about">{t('imports.about')}</p>
      {children}
    </Page>
  )
}

type OpenedListProps = { list: ImportList; held: Held; onOther: () => void }

function OpenedList({ list, held, onOther }: OpenedListProps) {
  const { t } = useTranslation()
  const [taskId, setTaskId] = useState(held.taskId)
  const { task, error } = useTask(taskId)
  const cancel = useCancel(taskId)
  const sheet = useAct(async (name: string) => setTaskId((await call('import.sheet', { importId: held.importId, sheet: name })).taskId))
  if (task?.reading) return <ReadList list={list} held={held} reading={task.reading} onOther={onOther} onSheet={sheet} />
  return (
    <ImportPage actions={<Button onClick={onOther}>{t('imports.other')}</Button>}>
      <ErrorNote error={error ?? cancel.error} />
      {task?.state === 'running' && <Busy label={t('imports.reading')} onCancel={() => void cancel.run()} />}
      {task !== null && task.state !== 'running' && <Ended task={task} />}
    </ImportPage>
  )
}

type Run = { taskId: string; method: 'import.dryRun' | 'import.commit'; mapping: ImportMapping }

function ReadList({ list, held, reading, onOther, onSheet }: OpenedListProps & { reading: ImportReading; onSheet: Act<[sheet: string]> }) {
  const { t } = useTranslation()
  const [mapping, setMapping] = useState(reading.mapping)
  const [run, setRun] = useState<Run | null>(null)
  const { task, error } = useTask(run?.taskId ?? null)
  const start = useAct(async (method: Run['method']) => {
    const { taskId } = await call(method, { importId: held.importId, mapping, words: mendWords(t) })
    setRun({ taskId, method, mapping })
  })
  const running = start.running || task?.state === 'running' || (run !== null && task === null && error === null)
  const outcome = task?.state === 'done' ? task.imported : null
  const committed = outcome?.committed === true
  // A dry run says something about the columns as they were then.
  const tried = outcome !== null && !committed && run?.mapping === mapping
  useAskAboutList(running ? 'running' : !committed && mapping !== reading.mapping ? 'mapped' : null, task?.id ?? null)
  useEffect(() => {
    if (outcome !== null) document.getElementById('import-outcome')?.focus()
  }, [outcome])
  const made = outcome === null ? 0 : outcome.lines - outcome.already - outcome.wrong
  const what = [
    t('imports.read.what', { name: held.fileName, lines: reading.lines }), ...(reading.sheet === '' ? [] : [t('imports.read.sheet', { sheet: reading.sheet })]),
    ...(reading.encoding === null ? [] : [reading.encoding.toUpperCase()]),
  ].join(' · ')
  return (
    <ImportPage actions={<Button disabled={running} onClick={onOther}>{t('imports.other')}</Button>}>
      <p className="import-what"><strong>{t(`imports.list.${list}`)}</strong> {what}</p>
      {!committed && <Mapping list={list} reading={reading} mapping={mapping} onChange={setMapping} onSheet={onSheet} />}
      <ErrorNote error={start.error ?? error} />
      {!committed && !running && (
        <div className="import-acts">
          <Button type={tried ? 'default' : 'primary'} disabled={missingColumns(list, mapping.columns, mapping.choices).length > 0} onClick={() => void start.run('import.dryRun')}>
            {t(tried ? 'imports.run.dryAgain' : 'imports.run.dry')}
          </Button>
          {tried && made > 0 && <Button type="primary" onClick={() => void start.run('import.commit')}>{t('imports.run.commitCount', { count: made })}</Button>}
          {tried && made === 0 && <span>{t('imports.outcome.nothing')}</span>}
        </div>
      )}
      {task?.state === 'running' && <Running task={task} />}
      {task !== null && (task.state === 'failed' || task.state === 'cancelled') && <Ended task={task} />}
      {outcome !== null && (tried || committed) && <Outcome importId={held.importId} outcome={outcome} />}
      {committed && <Button type="primary" onClick={onOther}>{t('imports.outcome.again')}</Button>}
    </ImportPage>
  )
}

/** Leaving the screen drops the list, and stops what is done with it. */
function useAskAboutList(why: 'running' | 'mapped' | null, taskId: string | null): void {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  useAskBeforeLeaving(why !== null, paths.importList, (go) => {
    void modal.confirm({
      title: t('imports.leave.title'),
      content: t(`imports.leave.${why ?? 'mapped'}`),
      okText: t('imports.leave.go'),
      cancelText: t('imports.leave.stay'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: () => {
        // What has ended meanwhile cannot be stopped, and need not be.
        if (why === 'running' && taskId !== null) void call('task.cancel', { taskId }).catch(() => undefined)
        go()
      },
    })
  })
}

function Running({ task }: { task: TaskView }) {
  const { t } = useTranslation()
  const cancel = useCancel(task.id)
  if (task.kind !== 'importDryRun' && task.kind !== 'importCommit') return null
  return (
    <>
      <ErrorNote error={cancel.error} />
      <Busy label={t(`imports.run.${task.kind}`)} progress={task.progress} onCancel={() => void cancel.run()} />
    </>
  )
}

function Ended({ task }: { task: TaskView }) {
  const { t } = useTranslation()
  if (task.state === 'cancelled') return <Alert type="info" showIcon className="note" title={t('imports.run.cancelled')} />
  const { code = 'internal', problem = null, subject = null } = task.error ?? {}
  return (
    <ErrorNote
      error={{
        code: ERROR_CODES.find((known) => known === code) ?? 'internal',
        message: '',
        details: { ...(problem === null ? {} : { problem }), ...(subject === null ? {} : { subject }) },
      }}
    />
  )
}
