// A car's trace: who saw, changed, printed or borrowed its file. Asked for by hand, since looking is entered as well (rule A3).
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FIRST_STORE_DAY } from '#shared/domain/local-date.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { TrailLines } from './TrailLines.tsx'
import { useTrail } from './trail.ts'

export function DossierTrace({ number }: { number: string }) {
  const { t } = useTranslation()
  const mayRead = usePermits('audit.read')
  const today = useToday()
  const [asked, setAsked] = useState(false)
  const trail = useTrail(asked ? { from: FIRST_STORE_DAY, to: today, personId: null, group: null, about: number } : null)
  if (!mayRead) return null
  return (
    <section className="panel" aria-labelledby="dossier-trace">
      <h2 id="dossier-trace" className="panel-title">{t('audit.trace')}</h2>
      {asked ? <TrailLines trail={trail} ofOne /> : <p className="faint">{t('audit.traceText')} <Button onClick={() => setAsked(true)}>{t('audit.traceShow')}</Button></p>}
    </section>
  )
}
