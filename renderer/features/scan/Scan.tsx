// The scan screen of a record: its papers, their pages, what is being put in (rules F2, H4).
import { App } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { useStore } from 'zustand'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { useAskBeforeLeaving } from '../../app/leaving.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { ErrorState } from '../../components/ErrorState.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { ScanDesk } from './ScanDesk.tsx'
import { createUploads, isUnderWay } from './uploads.ts'
import '../screens.css'
import './scan.css'

const NONE = { code: 'notFound', message: '', details: {} } as const

export function Scan() {
  const id = idParam<'record'>(useParams<{ id?: string }>().id)
  return id === null ? <NotFound /> : <OpenScan key={id} recordId={id} />
}

function OpenScan({ recordId }: { recordId: Id<'record'> }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const records = useAnswer('record.open', { ids: [recordId] })
  const scans = useAnswer('scan.list', { recordId })
  const { reload } = scans
  const [store] = useState(() => createUploads(recordId, reload))
  const uploads = useStore(store)
  const underWay = uploads.items.filter(isUnderWay).length

  useEffect(() => () => store.getState().close(), [store])

  useAskBeforeLeaving(underWay > 0, paths.scan(recordId), (go) => {
    void modal.confirm({
      title: t('scan.leave.title'),
      content: t('scan.leave.text', { count: underWay }),
      okText: t('scan.leave.go'),
      cancelText: t('scan.leave.stay'),
      okButtonProps: { danger: true },
      autoFocusButton: 'cancel',
      onOk: () => {
        uploads.close()
        go()
      },
    })
  })

  const both = useMemo(() => ({
    value: records.value === null || scans.value === null ? null : { records: records.value, scans: scans.value },
    error: records.error ?? scans.error,
    loading: records.loading || scans.loading,
    reload: () => {
      records.reload()
      scans.reload()
    },
  }), [records, scans])

  return (
    <Answered answer={both}>
      {({ records: [record], scans: pages }) => {
        if (record === undefined) return <ErrorState error={NONE} />
        return (
          <ScanDesk
            record={record}
            scans={pages.scans}
            removed={pages.removed}
            uploads={uploads}
            onChanged={reload}
          />
        )
      }}
    </Answered>
  )
}
