// Changes the data key: when, what it does and what it does not, who has to sign in first, how far it is (rule A1).
import { Alert, Button, Form, Input, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { provenPassword } from '#shared/contract/field.ts'
import type { Output } from '#shared/contract/index.ts'
import { useAct, useFreshly } from '../../app/answer.ts'
import { useSession } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { dateTimeText } from '../../components/DateText.tsx'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Standing = Output<'dataKey.standing'>

const LOOK_EVERY = 2000

export function ChangeDataKey() {
  const { t } = useTranslation()
  const standing = useFreshly('dataKey.standing', {}, LOOK_EVERY)
  const [asking, setAsking] = useState(false)
  return (
    <section className="panel" aria-labelledby="data-key-title">
      <h2 className="panel-title" id="data-key-title">{t('settings.dataKey.title')}</h2>
      <p>{t('settings.dataKey.what')}</p>
      <p>{t('settings.dataKey.not')}</p>
      <Answered answer={standing}>
        {(value) => (
          <>
            <State standing={value} />
            <Button disabled={value.lacking.length > 0 || value.resealing !== null} onClick={() => setAsking(true)}>{t('settings.dataKey.change')}</Button>
            {asking && <Ask changing={value.changing} onCancel={() => setAsking(false)} />}
          </>
        )}
      </Answered>
    </section>
  )
}

function State({ standing: { changedAt, resealing, resealedAt, lacking } }: { standing: Standing }) {
  const { t } = useTranslation()
  return (
    <>
      {changedAt !== null && <p>{t('settings.dataKey.changed', { time: dateTimeText(changedAt) })}</p>}
      {resealing !== null && (
        <div className="note">
          <p>{t('settings.dataKey.resealing')}</p>
          <Progress percent={Math.floor(resealing * 100)} aria-label={t('settings.dataKey.resealing')} className="settings-progress" />
        </div>
      )}
      {resealedAt !== null && <p>{t('settings.dataKey.resealed', { time: dateTimeText(resealedAt) })}</p>}
      {lacking.length > 0 && (
        <Alert
          className="note" type="info" showIcon title={t('settings.dataKey.lacking', { people: lacking.map(({ name }) => name).join(t('book.line.separator')) })}
          description={t('settings.dataKey.lackingAdvice')}
        />
      )}
    </>
  )
}

function Ask({ changing, onCancel }: { changing: number | null; onCancel: () => void }) {
  const { t } = useTranslation()
  const changeDataKey = useSession((session) => session.changeDataKey)
  const [form] = Form.useForm<{ password: string }>()
  // What is shown once is loaded before there is anything to show.
  useEffect(() => {
    import('../session/KeyChanged.tsx').catch(() => undefined)
  }, [])
  const act = useAct(changeDataKey, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog
      name="changeDataKey" title={t('settings.dataKey.change')} submit={t('settings.dataKey.run')} danger width={560} form={form} act={act}
      // What was begun is not called off by closing it.
      onCancel={() => {
        if (!act.running) onCancel()
      }}
    >
      <ul className="settings-difference note">
        <li>{t('settings.dataKey.everybodyOut')}</li>
        <li>{t('settings.dataKey.lasts')}</li>
        <li>{t('settings.dataKey.after')}</li>
      </ul>
      <Alert className="note" type="warning" showIcon title={t('settings.dataKey.keyComes')} description={t('settings.dataKey.keyMissed')} />
      <Form.Item name="password" label={t('settings.replacePassword')} rules={[schemaRule(provenPassword)]}>
        <Input.Password autoComplete="current-password" maxLength={200} />
      </Form.Item>
      {act.running && <Progress percent={Math.floor((changing ?? 0) * 100)} aria-label={t('settings.dataKey.running')} />}
    </FormDialog>
  )
}
