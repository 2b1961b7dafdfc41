// Bringing a list in (rule H8): the kind of list and the file, how its columns are read, a dry run, and then all of it or nothing.
import { Alert, Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '#shared/contract/backup.ts'
import { ERROR_CODES } from '#shared/contract/envelope.ts'
import type { ImportMapping, ImportReading } from '#shared/contract/import.ts'
import { missingColumns, type ImportList } from '#shared/domain/import.ts'
import { call } from '../../api.ts'
import { upload } from '../../attachment.ts'
import { useAct } from '../../app/answer.ts'
import { Busy } from '../../components/Busy.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { useTask } from '../backup/task.ts'
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
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null)
  const open = useAct(async (file: File) => {
    setSending({ name: file.name, share: 0 })
    try {
      const uploadId = await upload(file, { onProgress: (share) => setSending({ name: file.name, share }) })
      setHeld({ ...(await call('import.open', { list, uploadId, fileName: file.name.slice(-200) })), fileName: file.name })
    } finally {
      setSending(null)
    }
  })
  const importId = held?.importId ?? null
  // The engine keeps the file no longer than the screen does.
  useEffect(() => () => {
    if (importId !== null) void call('import.drop', { importId }).catch(() => undefined)
  }, [importId])
  const drop = (): void => setHeld(null)
  return (
    <Page title={t('imports.title')} actions={held !== null && <Button onClick={drop}>{t('imports.other')}</Button>}>
      <p className="faint import-about">{t('imports.about')}</p>
      <ErrorNote error={open.error} />
      {held === null && sending === null && <ChooseFile list={list} disabled={open.running} onList={setList} onFile={(file) => void open.run(file)} />}
      {sending !== null && <Busy label={t('imports.sending', { name: sending.name })} progress={sending.share} />}
      {held !== null && <OpenedList key={held.importId} list={list} held={held} onAgain={drop} />}
      {held === null && <History />}
    </Page>
  )
}

function OpenedList({ list, held, onAgain }: { list: ImportList; held: Held; onAgain: () => void }) {
  const { t } = useTranslation()
  const { task, error } = useTask(held.taskId)
  return (
    <>
      <ErrorNote error={error} />
      {task?.state === 'running' && <Busy label={t('imports.reading')} onCancel={() => void call('task.cancel', { taskId: held.taskId })} />}
      {task !== null && task.state !== 'running' && task.reading === null && <Ended task={task} />}
      {task?.reading && <ReadList list={list} held={held} reading={task.reading} onAgain={onAgain} />}
    </>
  )
}

type Run = { taskId: string; method: 'import.dryRun' | 'import.commit'; mapping: ImportMapping }

function ReadList({ list, held, reading, onAgain }: { list: ImportList; held: Held; reading: ImportReading; onAgain: () => void }) {
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
  useEffect(() => {
    if (outcome !== null) document.getElementById('import-outcome')?.focus()
  }, [outcome])
  const made = outcome === null ? 0 : outcome.lines - outcome.already - outcome.wrong
  const what = [
    t('imports.read.what', { name: held.fileName, lines: reading.lines }), ...(reading.sheet === '' ? [] : [t('imports.read.sheet', { sheet: reading.sheet })]),
    ...(reading.encoding === null ? [] : [reading.encoding.toUpperCase()]),
  ].join(' · ')
  return (
    <>
      <p className="import-what"><strong>{t(`imports.list.${list}`)}</strong> {what}</p>
      {!committed && <Mapping list={list} reading={reading} mapping={mapping} onChange={setMapping} />}
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
      {task?.state === 'running' && (task.kind === 'importDryRun' || task.kind === 'importCommit') && (
        <Busy label={t(`imports.run.${task.kind}`)} progress={task.progress} onCancel={() => void call('task.cancel', { taskId: task.id })} />
      )}
      {task !== null && (task.state === 'failed' || task.state === 'cancelled') && <Ended task={task} />}
      {outcome !== null && (tried || committed) && <Outcome importId={held.importId} outcome={outcome} />}
      {committed && <Button type="primary" onClick={onAgain}>{t('imports.outcome.again')}</Button>}
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
