// What came of a list that was carried out: who signed, what was erased, and the older backups that still hold it (rules R2, R4, A2).
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisposalDetail } from '#shared/contract/disposal.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { usePermits } from '../../app/session.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { DrawnSignature } from '../../components/DrawnSignature.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { useTask } from '../backup/task.ts'
import { TaskPanel } from '../backup/TaskPanel.tsx'

type ResultProps = { detail: DisposalDetail; done: NonNullable<DisposalDetail['done']>; onChanged: () => void }

export function Result({ detail, done, onChanged }: ResultProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const mayNote = usePermits('disposal.carryOut')
  const [taskId, setTaskId] = useState<string | null>(null)
  const followed = useTask(taskId)
  const follow = useAct(async () => setTaskId((await call('disposal.sweep', {})).taskId))
  const note = useAct(async (folder: string) => {
    await call('disposal.noteBackupsRemoved', { id: detail.id, folder })
    void message.success(t('disposal.result.noted'))
    onChanged()
  })
  return (
    <section className="panel disposal-result" aria-labelledby="disposal-result">
      <h2 id="disposal-result" className="panel-title">{t('disposal.result.title')}</h2>
      <p>
        {dateTimeText(done.at)} · {t('disposal.result.line', { seq: done.seq })} · {t('disposal.result.way')} {t(`disposal.sign.ways.${done.way}`)} · {t('disposal.result.entries', { count: done.entries })} ·{' '}
        {done.sweptAt === null ? <strong className="late">{t('disposal.result.notSwept')}</strong> : t('disposal.result.swept')}{' '}
        {done.sweptAt === null && taskId === null && <Button size="small" loading={follow.running} onClick={() => void follow.run()}>{t('disposal.result.sweep')}</Button>}
      </p>
      <ErrorNote error={follow.error ?? note.error} />
      {taskId !== null && <TaskPanel taskId={taskId} followed={followed} target="" onEnded={onChanged} onClose={() => setTaskId(null)} />}
      <ul className="disposal-signed">
        {[{ who: t('disposal.result.keeper'), ...done.keeper }, ...done.witnesses.map((witness) => ({ who: t('disposal.result.witnesses'), ...witness }))].map(({ who, name, drawn }) => (
          <li key={name}><span className="faint">{who}</span> <strong>{name}</strong><DrawnSignature drawn={drawn} label={name} /></li>
        ))}
      </ul>
      <h3>{t('disposal.result.backups')}</h3>
      {done.backups.length === 0 && <p className="faint">{t('disposal.result.backupsNone')}</p>}
      <ul>
        {done.backups.map(({ folder, firstAt, lastAt, points, removedOn, notedBy }) => (
          <li key={folder}>
            {t('disposal.result.backup', { folder, from: dayOf(firstAt), to: dayOf(lastAt), count: points })} ·{' '}
            {removedOn === null ? t('disposal.result.byHand') : t('disposal.result.removed', { date: removedOn, name: notedBy ?? '' })}{' '}
            {removedOn === null && mayNote && <Button size="small" loading={note.running} onClick={() => void note.run(folder)}>{t('disposal.result.noteRemoved')}</Button>}
          </li>
        ))}
      </ul>
    </section>
  )
}
