// The recovery key, shown once: in large groups, to print or copy by hand, before anything else can be done.
import { Alert, Button, Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bridge } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { RecoveryKeyPrint } from '../../print/RecoveryKeyPrint.tsx'
import { keyGroups } from './key-groups.ts'
import './session.css'

type RecoveryKeyProps = {
  recoveryKey: string
  storeName: string
  /** The words of the button that goes on. */
  next: string
  onNext: () => void
}

export function RecoveryKey({ recoveryKey, storeName, next, onNext }: RecoveryKeyProps) {
  const { t } = useTranslation()
  const [written, setWritten] = useState(false)
  const print = useAct(() => bridge().print('portrait'))

  // A reload now would lose the key for good: the browser asks first.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])

  return (
    <>
      <Alert type="warning" showIcon title={t('session.setUp.keyTitle')} description={t('session.setUp.keyWhy')} className="note" />
      <ol className="key-groups code" aria-label={t('session.recoveryKey.title')}>
        {keyGroups(recoveryKey).map((group, at) => (
          // The groups never change while they are shown; two may be alike.
          <li key={at}>{group}</li>
        ))}
      </ol>
      <ErrorNote error={print.error} />
      <div className="key-actions">
        <Button onClick={() => void print.run()}>{t('session.setUp.printKey')}</Button>
        <Checkbox checked={written} onChange={(event) => setWritten(event.target.checked)}>{t('session.setUp.written')}</Checkbox>
        <Button type="primary" disabled={!written} onClick={onNext}>{next}</Button>
      </div>
      <RecoveryKeyPrint recoveryKey={recoveryKey} storeName={storeName} />
    </>
  )
}
