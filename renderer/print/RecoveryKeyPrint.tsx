// The recovery key on paper (A4), for the envelope in the safe.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { archiveNow } from '../app/session.ts'
import { dateTimeText } from '../components/DateText.tsx'
import { keyGroups } from '../features/session/key-groups.ts'
import { PrintSheet } from './PrintSheet.tsx'

export function RecoveryKeyPrint({ recoveryKey, storeName }: { recoveryKey: string; storeName: string }) {
  const { t } = useTranslation()
  const [madeAt] = useState(archiveNow)
  return (
    <PrintSheet orientation="portrait" title={t('session.recoveryKey.title')}>
      <h1 className="print-title">{t('session.recoveryKey.title')}</h1>
      <dl className="print-facts">
        <dt>{t('session.recoveryKey.store')}</dt>
        <dd>{storeName}</dd>
        <dt>{t('session.recoveryKey.madeAt')}</dt>
        <dd>{dateTimeText(madeAt)}</dd>
      </dl>
      <table className="print-key">
        <tbody>
          {inRows(keyGroups(recoveryKey), 4).map((row, at) => (
            // The groups never change while they are shown; two may be alike.
            <tr key={at}>
              {row.map((group, column) => (
                    <td key={column}>
                  <small>{t('session.recoveryKey.group', { number: at * 4 + column + 1 })}</small>
                  {group}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t('session.recoveryKey.advice')}</p>
      <h2 className="print-subtitle">{t('session.recoveryKey.envelope')}</h2>
      <div className="print-lines">{['1', '2', '3'].map((line) => <div key={line} />)}</div>
    </PrintSheet>
  )
}

function inRows<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, row) => items.slice(row * size, (row + 1) * size))
}
