// Where there is no archive yet: brings one back from a backup, on a machine that has never seen it (rule A2). It opens with a password of that day, or the
// recovery key.
import { Button, Form } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { Output } from '#shared/contract/index.ts'
import { useAct, useAnswer, useFreshly } from '../../app/answer.ts'
import { useSession } from '../../app/session.ts'
import { Busy } from '../../components/Busy.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { FolderField } from '../../components/FolderField.tsx'
import { applyFieldProblems } from '../../components/form.ts'
import { Failed } from '../backup/Failed.tsx'
import { Points } from '../backup/Points.tsx'

const LOOK_EVERY = 500

type Restoring = NonNullable<Output<'archive.restoring'>>

export function BringBack({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ folder: string }>()
  const [folder, setFolder] = useState<string | null>(null)
  const [begun, setBegun] = useState(false)
  const [failed, setFailed] = useState<Restoring['error']>(null)
  const points = useAnswer('archive.points', folder === null ? null : { folder })
  const begin = useAct(async (from: string, id: string) => {
    await call('archive.restore', { folder: from, id })
    setFailed(null)
    setBegun(true)
  }, (error) => applyFieldProblems(form, error))
  if (begun) {
    return (
      <UnderWay
        onFailed={(error) => {
          setFailed(error)
          setBegun(false)
        }}
      />
    )
  }
  return (
    <>
      <p className="gate-note">{t('session.bringBack.text')}</p>
      <ErrorNote error={begin.error} />
      {failed !== null && <Failed error={failed} />}
      <Form form={form} name="bringBack" layout="vertical" initialValues={{ folder: '' }} validateTrigger="onSubmit" onFinish={(values) => setFolder(values.folder)}>
        <FolderField name="folder" label={t('session.bringBack.folder')} extra={t('session.bringBack.folderHint')} />
        <div className="gate-buttons">
          <Button onClick={onBack}>{t('common.back')}</Button>
          <Button type="primary" htmlType="submit">{t('backup.list')}</Button>
        </div>
      </Form>
      {folder !== null && (
        <section className="bring-back-points">
          <p className="gate-note">{t('session.bringBack.opens')}</p>
          <Points points={points} disabled={begin.running} onRestore={(point) => void begin.run(folder, point.id)} />
        </section>
      )}
    </>
  )
}

function UnderWay({ onFailed }: { onFailed: (error: Restoring['error']) => void }) {
  const { t } = useTranslation()
  const startAnew = useSession((session) => session.startAnew)
  const { value } = useFreshly('archive.restoring', {}, LOOK_EVERY)
  const stop = useAct(async () => {
    await call('archive.stopRestoring', {})
  })
  const over = value?.over === true
  const tellOver = useEffectEvent(() => {
    // The screen to sign in takes the place of this one.
    if (value?.error) onFailed(value.error)
    else void startAnew()
  })
  useEffect(() => {
    if (over) tellOver()
  }, [over])
  return (
    <>
      <ErrorNote error={stop.error} />
      <Busy label={t('session.bringBack.running')} progress={value?.progress ?? 0} onCancel={() => void stop.run()} />
    </>
  )
}
