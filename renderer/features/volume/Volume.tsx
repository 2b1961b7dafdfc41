// One volume: what lies in it, ordering it, its place, its closing note and later remarks (rules C2 to C5).
import { Alert, App, Button, Tag } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { VolumeDetail } from '#shared/contract/volume.ts'
import { note } from '#shared/contract/field.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { Page } from '../../components/Page.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { printPaths } from '../../print/paths.ts'
import { ContentsTable } from './ContentsTable.tsx'
import { NotePart } from './NotePart.tsx'
import { OrderEditor } from './OrderEditor.tsx'
import { PlaceVolume } from './PlaceVolume.tsx'
import { STATE_COLOURS, termText, volumeName } from './words.ts'
import '../screens.css'
import './volume.css'

export function Volume() {
  const volumeId = idParam<'volume'>(useParams<{ id?: string }>().id)
  const answer = useAnswer('volume.get', volumeId && { id: volumeId })
  if (volumeId === null) return <NotFound />
  return <Answered answer={answer} keeps>{(volume) => <Open key={volume.id} volume={volume} onChanged={answer.reload} />}</Answered>
}

type Dialog = 'place' | 'dissolve'

function Open({ volume, onChanged }: { volume: VolumeDetail; onChanged: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const { id, may, state, whole, contents } = volume
  const name = volumeName(t, volume)
  const accept = useAct(async () => {
    const { numbers } = await call('volume.accept', { ids: [id] })
    void message.success(t('volume.accepted', { count: numbers.length }))
    onChanged()
  })
  return (
    <Page
      title={<><span className="code">{name}</span> <span className="volume-title">{volume.title}</span> <Tag color={STATE_COLOURS[state]}>{t(`volume.state.${state}`)}</Tag></>}
      actions={(
        <>
          <Link href={paths.volumes()}>{t('volume.title')}</Link>
          {may.includes('dissolve') && <Button danger onClick={() => setDialog('dissolve')}>{t('volume.dissolve')}</Button>}
          {may.includes('place') && <Button onClick={() => setDialog('place')}>{t('volume.place')}</Button>}
          {state !== 'dissolved' && whole && <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.volume(id))}>{t('volume.print.act')}</Button>}
          {may.includes('accept') && <Button type="primary" loading={accept.running} onClick={() => void accept.run()}>{t('volume.accept')}</Button>}
        </>
      )}
    >
      <ErrorNote error={accept.error} />
      {!whole && <Alert type="info" className="note" title={t('volume.withheld')} />}
      <dl className="facts volume-facts">
        <div><dt>{t('volume.column.class')}</dt><dd>{volume.classCode} {volume.className}</dd></div>
        <div><dt>{t('volume.column.year')}</dt><dd>{volume.year}</dd></div>
        <div><dt>{t('volume.column.term')}</dt><dd>{termText(t, volume.term)}</dd></div>
        <div><dt>{t('volume.column.pieces')}</dt><dd>{t('volume.count.pieces', { count: volume.pieces })} · {t('volume.count.pages', { count: volume.pages })}</dd></div>
        <div><dt>{t('volume.fact.slot')}</dt><dd>{volume.slot === null ? <span className="faint">{t('volume.nowhere')}</span> : <Link href={paths.cabinets(volume.slot)} className="code">{volume.slot}</Link>}</dd></div>
        <div>
          <dt>{t(volume.closedOn === null ? 'volume.fact.proposed' : 'volume.fact.closed')}</dt>
          <dd>{volume.closedOn ?? t('volume.proposedBy', { date: dayOf(volume.proposedAt), name: volume.proposedBy })}</dd>
        </div>
      </dl>
      {may.includes('order')
        // Built anew once what was saved is back.
        ? <OrderEditor key={contents.map(({ key, pages, remark }) => `${key}/${pages}/${remark}`).join()} volume={volume} onSaved={onChanged} />
        : (
          <section aria-labelledby="volume-contents">
            <h2 id="volume-contents" className="volume-head">{t('volume.contents')}</h2>
            {contents.length === 0 ? <EmptyState title={t('volume.contentsEmpty')} /> : <ContentsTable contents={contents} />}
          </section>
        )}
      <NotePart volume={volume} onChanged={onChanged} />
      {dialog === 'place' && (
        <PlaceVolume
          volume={volume}
          onClose={() => setDialog(null)}
          onPlaced={() => {
            setDialog(null)
            onChanged()
          }}
        />
      )}
      {dialog === 'dissolve' && (
        <ReasonDialog
          name="volume.dissolve" about={id} title={t('volume.dissolveTitle', { number: name })} submit={t('volume.dissolve')} danger
          label={t('volume.dissolveReason')} field="remark" schema={note(500)} longest={500} optional={volume.number === null}
          onReason={async (remark) => {
            await call('volume.dissolve', { ids: [id], remark })
            void message.success(t('volume.dissolved'))
            navigate(paths.volumes())
          }}
          onCancel={() => setDialog(null)}
        >
          {volume.number !== null && <p>{t('volume.dissolveHint')}</p>}
        </ReasonDialog>
      )}
    </Page>
  )
}
