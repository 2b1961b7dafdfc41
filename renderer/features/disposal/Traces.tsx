// What is left of something erased: traces in free pages until they are wiped, and older backups that still hold it (rules R4, A2).
import { App, Button } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OlderBackup } from '#shared/contract/disposal.ts'
import { dayOf, type Instant } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { usePermits } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { useTask } from '../backup/task.ts'
import { TaskPanel } from '../backup/TaskPanel.tsx'

export function Swept({ sweptAt, onChanged }: { sweptAt: Instant | null; onChanged: () => void }) {
  const { t } = useTranslation()
  const [taskId, setTaskId] = useState<string | null>(null)
  const followed = useTask(taskId)
  const follow = useAct(async () => setTaskId((await call('disposal.sweep', {})).taskId))
  return (
    <>
      <p>
        {sweptAt === null ? <strong className="late">{t('disposal.result.notSwept')}</strong> : t('disposal.result.swept')}{' '}
        {sweptAt === null && taskId === null && <Button size="small" loading={follow.running} onClick={() => void follow.run()}>{t('disposal.result.sweep')}</Button>}
      </p>
      <ErrorNote error={follow.error} />
      {taskId !== null && <TaskPanel taskId={taskId} followed={followed} target="" onEnded={onChanged} onClose={() => setTaskId(null)} />}
    </>
  )
}

function whenGone({ goesOn, removedOn, notedBy }: Pick<OlderBackup, 'goesOn' | 'removedOn' | 'notedBy'>, t: TFunction): string {
  if (removedOn === null) return goesOn === null ? t('disposal.result.byHand') : t('disposal.result.goesOn', { date: goesOn })
  return notedBy === null ? t('disposal.result.rotated', { date: removedOn }) : t('disposal.result.removed', { date: removedOn, name: notedBy })
}

/** `onRemoved`: notes that those in a folder are gone. */
export function OlderBackups({ backups, onRemoved }: { backups: readonly OlderBackup[]; onRemoved: (folder: string) => Promise<void> }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const mayNote = usePermits('disposal.carryOut')
  const note = useAct(async (folder: string) => {
    await onRemoved(folder)
    void message.success(t('disposal.result.noted'))
  })
  return (
    <>
      <h3>{t('disposal.result.backups')}</h3>
      <ErrorNote error={note.error} />
      {backups.length === 0 && <p className="faint">{t('disposal.result.backupsNone')}</p>}
      <ul>
        {backups.map(({ folder, firstAt, lastAt, points, goesOn, removedOn, notedBy }) => (
          <li key={folder}>
            {t('disposal.result.backup', { folder, from: dayOf(firstAt), to: dayOf(lastAt), count: points })} · {whenGone({ goesOn, removedOn, notedBy }, t)}{' '}
            {removedOn === null && mayNote && <Button size="small" loading={note.running} onClick={() => void note.run(folder)}>{t('disposal.result.noteRemoved')}</Button>}
          </li>
        ))}
      </ul>
    </>
  )
}
