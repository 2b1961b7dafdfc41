// Ordering a volume: by the rules, by dragging, by keys; pages counted and numbered through (rules C3, C4).
import { Alert, App, Button, Input, InputNumber } from 'antd'
import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, HolderOutlined } from '@ant-design/icons'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { VolumeDetail } from '#shared/contract/volume.ts'
import { pageRanges, VOLUME_LIMITS } from '#shared/domain/volume.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useAskBeforeLeaving } from '../../app/leaving.ts'
import { paths } from '../../app/paths.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { AddPieces } from './AddPieces.tsx'
import { byRules, isChanged, moved, orderingOf, toOrder, type Ordering } from './ordering.ts'
import { pageText, pieceDay, pieceTitle } from './words.ts'

export function OrderEditor({ volume, onSaved }: { volume: VolumeDetail; onSaved: () => void }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const [, navigate] = useLocation()
  const scheme = useAnswer('volume.scheme', {})
  const [title, setTitle] = useState(volume.title)
  const [pieces, setPieces] = useState<readonly Ordering[]>(() => volume.contents.map(orderingOf))
  const [adding, setAdding] = useState(false)
  const changed = isChanged(volume, title, pieces)
  useAskBeforeLeaving(changed, paths.volume(volume.id), (go) => {
    void modal.confirm({
      title: t('volume.order.leaveTitle'), content: t('volume.order.unsaved'), okText: t('volume.order.leave'), cancelText: t('common.cancel'),
      okButtonProps: { danger: true }, autoFocusButton: 'cancel', onOk: go,
    })
  })
  const ranges = pageRanges(pieces.map(({ pages }) => ({ pages: pages ?? 0 })))
  const change = (at: number, part: Partial<Ordering>): void => setPieces((before) => before.map((piece, index) => (index === at ? { ...piece, ...part } : piece)))
  const save = useAct(async () => {
    await call('volume.order', toOrder(volume.id, title.trim(), pieces))
    void message.success(t('volume.order.saved'))
    onSaved()
  })
  const list = useRef<HTMLTableSectionElement>(null)
  const [focused, setFocused] = useState<{ key: string } | null>(null)
  const move = (from: number, to: number): void => {
    setPieces((before) => moved(before, from, to))
    const piece = pieces[from]
    if (piece) setFocused({ key: piece.key })
  }
  // The focus goes along with the row that was moved by keys.
  useEffect(() => {
    if (focused !== null) list.current?.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(focused.key)}"] .volume-handle`)?.focus()
  }, [focused])
  const [dragged, setDragged] = useState<number | null>(null)
  const draftFirst = scheme.value?.draftFirst ?? false
  return (
    <section aria-labelledby="volume-order">
      <div className="volume-bar">
        <h2 id="volume-order" className="volume-head">{t('volume.contents')}</h2>
        <Input className="volume-title-input" aria-label={t('volume.column.title')} maxLength={80} value={title} onChange={(event) => setTitle(event.target.value)} />
        <span className="volume-acts">
          <Button onClick={() => setPieces(byRules(pieces, draftFirst))} disabled={scheme.value === null}>{t('volume.order.auto')}</Button>
          <Button onClick={() => setAdding(true)}>{t('volume.order.add')}</Button>
          <Button type={changed ? 'primary' : 'default'} loading={save.running} disabled={!changed} onClick={() => void save.run()}>{t('volume.order.save')}</Button>
          {volume.may.includes('close') && (
            <Button type={changed ? 'default' : 'primary'} disabled={changed || pieces.length === 0} onClick={() => navigate(paths.closeVolume(volume.id))}>{t('volume.close.act')}</Button>
          )}
        </span>
      </div>
      <ErrorNote error={save.error} />
      <p className="faint volume-hint">{t('volume.order.hint')}</p>
      {changed && <Alert type="warning" showIcon className="note" title={t('volume.order.unsaved')} />}
      <table className="volume-order">
        <thead>
          <tr>
            {(['seq', 'documentNumber', 'responsible', 'subject', 'date', 'pages', 'page', 'remark', 'acts'] as const).map((column) => (
              <th key={column} scope="col">{t(`volume.column.${column}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody ref={list}>
          {pieces.map((piece, index) => (
            <Row
              key={piece.key}
              piece={piece}
              at={index}
              last={index === pieces.length - 1}
              page={pageText({ fromPage: ranges[index]?.from ?? 0, toPage: ranges[index]?.to ?? 0 })}
              dragged={dragged === index}
              onDrag={setDragged}
              onOver={() => {
                if (dragged === null || dragged === index) return
                setPieces((before) => moved(before, dragged, index))
                setDragged(index)
              }}
              onMove={move}
              onChange={change}
              onTake={() => setPieces((before) => before.toSpliced(index, 1))}
            />
          ))}
        </tbody>
      </table>
      {pieces.length === 0 && <p className="faint">{t('volume.contentsEmpty')}</p>}
      {adding && (
        <AddPieces
          id={volume.id}
          present={pieces.map(({ key }) => key)}
          onAdd={(candidate) => setPieces((before) => [...before, { ...candidate, remark: '' }])}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  )
}

type RowProps = {
  piece: Ordering
  at: number
  last: boolean
  page: string
  dragged: boolean
  onDrag: (at: number | null) => void
  onOver: () => void
  onMove: (from: number, to: number) => void
  onChange: (at: number, part: Partial<Ordering>) => void
  onTake: () => void
}

function Row({ piece, at, last, page, dragged, onDrag, onOver, onMove, onChange, onTake }: RowProps) {
  const { t } = useTranslation()
  const position = at + 1
  const byKeys = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    onMove(at, event.key === 'ArrowUp' ? at - 1 : at + 1)
  }
  return (
    <tr data-key={piece.key} data-dragged={dragged} onKeyDown={byKeys} onDragEnter={onOver} onDragOver={(event) => event.preventDefault()} onDrop={(event) => event.preventDefault()}>
      <td className="volume-once">
        <button type="button" className="volume-handle" draggable aria-label={t('volume.order.drag', { position })} onDragStart={() => onDrag(at)} onDragEnd={() => onDrag(null)}>
          <HolderOutlined aria-hidden />
        </button>{' '}
        {position}
      </td>
      <td className="code">{piece.documentNumber}</td>
      <td>{piece.responsible}</td>
      <td>{pieceTitle(t, piece)}{piece.part !== 'single' && <small className="faint"> {t(`volume.papers.partName.${piece.part}`)}</small>}</td>
      <td className="volume-once">{pieceDay(piece)}</td>
      <td>
        <InputNumber
          size="small" aria-label={t('volume.order.pages', { position })} min={1} max={VOLUME_LIMITS.pages} precision={0} value={piece.pages}
          status={piece.pages === null ? 'error' : ''} onChange={(pages) => onChange(at, { pages })}
        />
      </td>
      <td className="volume-once">{page}</td>
      <td><Input size="small" aria-label={t('volume.order.remark', { position })} maxLength={200} value={piece.remark} onChange={(event) => onChange(at, { remark: event.target.value })} /></td>
      <td className="volume-row-acts">
        <Button size="small" type="text" icon={<ArrowUpOutlined aria-hidden />} aria-label={t('volume.order.up', { position })} disabled={at === 0} onClick={() => onMove(at, at - 1)} />
        <Button size="small" type="text" icon={<ArrowDownOutlined aria-hidden />} aria-label={t('volume.order.down', { position })} disabled={last} onClick={() => onMove(at, at + 1)} />
        <Button size="small" type="text" icon={<CloseOutlined aria-hidden />} aria-label={t('volume.order.take', { position })} onClick={onTake} />
      </td>
    </tr>
  )
}
