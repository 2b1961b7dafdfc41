// A dossier typed freely, by number or VIN: it may be one that is not found any more, or that one may not know. Those one may know are offered until one is meant.
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useAnswer } from '../app/answer.ts'
import { usePermits } from '../app/session.ts'
import './dossier-box.css'

const OFFERED = 5

type DossierBoxProps = {
  typed: string
  /** What was typed stands for a dossier already. */
  found: boolean
  hint: string
  id?: string
  value?: string
  onChange?: (text: string) => void
}

/** `id`, `value` and `onChange` come from the form item. */
export function DossierBox({ typed, found, hint, id, value = '', onChange }: DossierBoxProps) {
  const { t } = useTranslation()
  const asks = usePermits('dossier.read') && typed.length > 1 && !found
  const answer = useAnswer('dossier.search', asks ? { text: typed, dates: null, state: null, kind: null, limit: OFFERED } : null)
  const all = asks ? (answer.value?.hits ?? []) : []
  const hits = all.some(({ number }) => number === typed) ? [] : all
  return (
    <>
      <Input
        {...(id === undefined ? {} : { id })}
        autoComplete="off" spellCheck={false} maxLength={100} placeholder={hint}
        value={value} onChange={(event) => onChange?.(event.target.value)}
      />
      {hits.length > 0 && (
        <ul className="dossier-offered" aria-label={t('common.offered')}>
          {hits.map(({ number, plate, vin, ownerName, model }) => (
            <li key={number}>
              <Button type="link" size="small" onClick={() => onChange?.(number)}>{plate ?? vin} · {ownerName} · {model} <span className="code">{number}</span></Button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
