// Where backups go by themselves: when, what is kept, how the last one and the last trial restore went, what needs a person's eye (rule A2).
import { Alert, App, Button } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { PlaceView } from '#shared/contract/backup.ts'
import { call, toCallError } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { explain } from '../../components/ProblemText.tsx'
import { useActing } from '../../components/SidePanel.tsx'
import { PlaceDialog } from './PlaceDialog.tsx'
import { PlaceTable } from './PlaceTable.tsx'
import type { BackupAnswer } from './places.ts'

/** `onPoints`: what a folder holds is to be listed. */
type PlacesProps = { state: BackupAnswer; onPoints: (folder: string) => void }

export function Places({ state, onPoints }: PlacesProps) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const mayPlan = usePermits('backup.plan')
  const { acting, begin, ends } = useActing<PlaceView | 'add'>(state.hurry)
  const run = useAct(async (id: PlaceView['id'], what: 'backup' | 'proof') => {
    await call('backup.runPlace', { id, what })
    state.hurry()
  })
  const stop = useAct(async () => {
    await call('backup.stopRun', {})
    state.hurry()
  })
  const remove = ({ id, name, folder }: PlaceView): void => {
    const act = async (): Promise<void> => {
      try {
        await call('backup.removePlace', { id })
        void message.success(t('backup.places.removed', { name }))
      } catch (thrown) {
        void message.error(explain(toCallError(thrown)).what)
      }
      state.hurry()
    }
    void modal.confirm({
      title: t('backup.places.removeTitle', { name }), content: t('backup.places.removeText', { folder }), okText: t('backup.places.remove'),
      okButtonProps: { danger: true }, cancelText: t('common.cancel'), onOk: act,
    })
  }
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => begin('add')}>{t('backup.places.add')}</Button>
  )
  const places = state.value?.places ?? []

  return (
    <section className="panel backup-own" aria-labelledby="backup-places">
      <header className="backup-head">
        <h2 className="panel-title" id="backup-places">{t('backup.places.title')}</h2>
        {mayPlan && places.length > 0 && add}
      </header>
      {state.stale && <Alert className="note" type="warning" showIcon title={t('backup.places.stale')} />}
      <ErrorNote error={run.error ?? stop.error} />
      <Answered answer={state}>
        {({ places: all, running }) => (all.length === 0
          ? <EmptyState title={t('backup.places.empty')} text={t(mayPlan ? 'backup.places.emptyText' : 'backup.places.emptyAsk')}>{mayPlan && add}</EmptyState>
          : (
            <>
              <PlaceTable
                places={all}
                running={running}
                busy={run.running || stop.running}
                onRun={(place, what) => void run.run(place.id, what)}
                onStop={() => void stop.run()}
                onPoints={onPoints}
                {...(mayPlan ? { onChange: begin, onRemove: remove } : {})}
              />
              {all.length === 1 && <p className="faint backup-hint">{t('backup.places.onlyOne')}</p>}
            </>
          ))}
      </Answered>
      {acting !== null && <PlaceDialog place={acting === 'add' ? null : acting} {...ends} />}
    </section>
  )
}
