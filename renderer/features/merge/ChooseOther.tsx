// From a dossier: with which other one is it to be compared, as a car or by its owner? (rule F8)
import { Button, Input, type InputRef } from 'antd'
import { SearchOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { HitView } from '#shared/contract/dossier.ts'
import { toId } from '#shared/domain/id.ts'
import type { MergeSubject } from '#shared/domain/merge.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'

const LISTED = 20

/** `dossierId`: the dossier one comes from, whether its car or its owner is meant. */
export function ChooseOther({ subject, dossierId }: { subject: MergeSubject; dossierId: number }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const here = useAnswer('dossier.open', { id: toId<'dossier'>(dossierId) })
  const found = useAnswer('dossier.search', text.trim() === '' ? null : { text, dates: null, state: null, kind: null, limit: LISTED })
  // Whose car a hit is, is known once it is opened.
  const [ownersCars, setOwnersCars] = useState<readonly number[]>([])
  const choose = useAct(async (owner: number | null, otherId: number) => {
    if (subject === 'dossier') navigate(paths.compare('dossier', dossierId, otherId))
    else {
      const other = (await call('dossier.open', { id: toId<'dossier'>(otherId) })).owners.at(-1)?.customer.id
      if (other === owner) setOwnersCars((before) => [...before, otherId])
      else if (owner !== null && other !== undefined) navigate(paths.compare('customer', owner, other))
    }
  })
  const notToCompare = (hit: HitView): 'itself' | 'sameOwner' | 'noOwner' | null => {
    if (hit.dossierId === dossierId) return 'itself'
    if (subject === 'dossier') return null
    return hit.ownerName === '' ? 'noOwner' : ownersCars.includes(hit.dossierId) ? 'sameOwner' : null
  }
  return (
    <Page title={t(`merge.choose.title.${subject}`)}>
      <Answered answer={here}>
        {(dossier) => {
          const owner = dossier.owners.at(-1)?.customer
          const label = subject === 'dossier' ? `${dossier.number} · ${dossier.vehicle.plate ?? dossier.vehicle.vin}` : `${owner?.name ?? ''} · ${owner?.mobile ?? ''}`
          const hits = found.last?.hits ?? null
          return (
            <>
              <p>{t('merge.choose.this', { label })}</p>
              <Box text={text} onChange={setText} />
              <ErrorNote error={found.error ?? choose.error} />
              {hits?.length === 0 && <EmptyState title={t('merge.choose.nothing')} />}
              <ul className="merge-hits">
                {(hits ?? []).map((hit) => {
                  const why = notToCompare(hit)
                  return (
                    <li key={hit.dossierId}>
                      <span>{hit.ownerName}</span>
                      <span>{hit.plate ?? t('dossier.noPlate')} · {hit.model}</span>
                      <span className="code">{hit.vin}</span>
                      <span className="code">{hit.number}</span>
                      {why !== null
                        ? <output className="faint">{t(`merge.choose.${why}`)}</output>
                        : (
                          <Button
                            size="small"
                            aria-label={t('merge.compareOf', { one: dossier.number, other: hit.number })}
                            onClick={() => void choose.run(owner?.id ?? null, hit.dossierId)}
                          >
                            {t('merge.choose.pick')}
                          </Button>
                        )}
                    </li>
                  )
                })}
              </ul>
            </>
          )
        }}
      </Answered>
    </Page>
  )
}

function Box({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation()
  const box = useRef<InputRef>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <Input
      ref={box}
      size="large"
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t('merge.choose.box')}
      placeholder={t('merge.choose.box')}
      autoComplete="off"
      maxLength={200}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
