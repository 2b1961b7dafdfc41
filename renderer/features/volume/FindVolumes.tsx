// All volumes, found by number, title, class, state.
import { Alert, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VOLUME_LIST_STATES } from '#shared/contract/volume.ts'
import { useAnswer } from '../../app/answer.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { VolumeTable } from './VolumeTable.tsx'

const LISTED = 200
const ALL = 'all'

export function FindVolumes() {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [classId, setClassId] = useState<number | null>(null)
  const [state, setState] = useState<(typeof VOLUME_LIST_STATES)[number] | null>(null)
  const scheme = useAnswer('volume.scheme', {})
  const answer = useAnswer('volume.list', { classId, year: null, state, text, limit: LISTED })
  return (
    <>
      <div className="volume-bar">
        <Input.Search className="volume-search" allowClear maxLength={100} placeholder={t('volume.search')} aria-label={t('volume.searchLabel')} onSearch={setText} />
        <Select<number | typeof ALL>
          aria-label={t('volume.column.class')} className="volume-class-select" value={classId ?? ALL} onChange={(to) => setClassId(to === ALL ? null : to)}
          options={[{ value: ALL, label: `${t('volume.column.class')}: ${t('volume.all')}` }, ...(scheme.value?.classes ?? []).map(({ id, code, name }) => ({ value: Number(id), label: `${code} ${name}` }))]}
        />
        <Select<(typeof VOLUME_LIST_STATES)[number] | typeof ALL>
          aria-label={t('volume.column.state')} className="volume-state-select" value={state ?? ALL} onChange={(to) => setState(to === ALL ? null : to)}
          options={[{ value: ALL, label: `${t('volume.column.state')}: ${t('volume.all')}` }, ...VOLUME_LIST_STATES.map((each) => ({ value: each, label: t(`volume.state.${each}`) }))]}
        />
      </div>
      {answer.error !== null && <ErrorState error={answer.error} onRetry={answer.reload} />}
      {answer.error === null && (
        <VolumeTable
          volumes={answer.last?.volumes ?? []} loading={answer.loading} label={t('volume.tab.list')}
          empty={answer.value === null ? ' ' : <EmptyState title={t('volume.none')} text={t('volume.noneText')} />}
        />
      )}
      {answer.value?.more === true && <Alert type="info" className="note" title={t('volume.more', { count: LISTED })} />}
    </>
  )
}
