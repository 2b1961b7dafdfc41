// The scan screen as it is worked at: the papers on the left, the pages of the chosen one on the right, small or one of them large.
import { PrinterOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import type { ScanView } from '#shared/contract/scan.ts'
import type { Id } from '#shared/domain/id.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { Page } from '../../components/Page.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { usePageActs } from './acts.ts'
import { Checklist } from './Checklist.tsx'
import { useChosen } from './chosen.ts'
import type { CopyChoice } from './CopyDialog.tsx'
import { cropToStore } from './crop.ts'
import { draggedFiles, draggedPages, filesOf, type Dropped } from './dropping.ts'
import type { KeyAct } from './keys.ts'
import { KnownFiles } from './KnownFiles.tsx'
import { LargeView } from './LargeView.tsx'
import { reordered, sameOrder, shifted } from './order.ts'
import { PutIn } from './PageActs.tsx'
import { Pages } from './Pages.tsx'
import { ALL, firstPaper, paperLines } from './papers.ts'
import { ScanBar } from './ScanBar.tsx'
import { ScanDialogs, type Doing } from './ScanDialogs.tsx'
import type { Uploads } from './uploads.ts'
import { useFilesIn } from './useFilesIn.ts'
import { useKeys } from './useKeys.ts'

type ScanDeskProps = {
  record: RecordDetailView
  scans: readonly ScanView[]
  removed: Output<'scan.list'>['removed']
  uploads: Uploads
  onChanged: () => void
}

export function ScanDesk({ record, scans, removed, uploads, onChanged }: ScanDeskProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const params = useParams<{ code?: string; scan?: string }>()
  const today = useToday()
  const mayFile = usePermits('scan.file')
  const mayCopy = usePermits('copy.request')

  const lines = useMemo(() => paperLines(record, scans, today), [record, scans, today])
  const asked = params.code ?? ''
  const [first] = useState(() => firstPaper(lines))
  const code = asked === ALL || lines.some((line) => line.code === asked) ? asked : first
  const onePaper = code !== ALL
  const acts = usePageActs(record.id, scans, onChanged)
  const order = acts.orderOf(code)
  const pages = useMemo(() => {
    const shown = code === ALL ? lines.flatMap((line) => line.pages) : (lines.find((line) => line.code === code)?.pages ?? [])
    return order === null ? shown : order.flatMap((id) => shown.filter((page) => page.id === id))
  }, [lines, code, order])

  const opened = idParam<'scan'>(params.scan)
  const chosen = useChosen(pages, opened)
  const [large, setLarge] = useState(opened !== null)
  const [cropping, setCropping] = useState(false)
  const [doing, setDoing] = useState<Doing | null>(null)
  const dragged = useRef<ReadonlySet<Id<'scan'>>>(new Set())
  const grid = useRef<HTMLDivElement>(null)

  const current = pages.find(({ id }) => id === chosen.current) ?? null
  const isLarge = large && current !== null
  const targets = isLarge && current !== null ? [current] : chosen.targets
  const targetIds = targets.map(({ id }) => id)
  const paperOf = (each: string): string => paperName(t, each)
  const name = onePaper ? paperOf(code) : t('scan.checklist.all')

  const choosePaper = (next: string): void => {
    setCropping(false)
    chosen.clear()
    if (next !== code) {
      setLarge(false)
      chosen.at(null)
    }
    navigate(paths.scan(record.id, next), { replace: true })
  }
  const leave = (): void => navigate(paths.dossier(record.dossierId))
  const put = (files: readonly { blob: Blob; name: string }[], onto: string, replaces: Id<'scan'> | null = null): void => {
    if (onto === ALL) void message.info(t('scan.put.noPaper'))
    else if (files.length > 0) uploads.put(files, onto, replaces)
  }
  const sortTo = (ids: readonly Id<'scan'>[]): void => {
    if (!sameOrder(ids, pages.map(({ id }) => id))) acts.order(code, ids)
  }
  const takeDrop = (onto: string, dropped: Dropped): void => {
    if (draggedFiles(dropped)) put(filesOf(dropped, ''), onto)
    else if (draggedPages(dropped) && onto !== ALL) {
      const moving = pages.filter((page) => dragged.current.has(page.id) && page.code !== onto).map(({ id }) => id)
      if (moving.length > 0) acts.move(moving, record.id, onto)
    }
  }

  const back = (): void => {
    if (cropping) setCropping(false)
    else if (isLarge) {
      setLarge(false)
      // After the small pictures have taken the large one's place.
      requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>('[data-page][aria-current="true"]')?.focus())
    } else if (chosen.selected.size > 0) chosen.clear()
    else leave()
  }
  const byKey = (act: KeyAct): boolean => {
    switch (act.do) {
      case 'paper': {
        const line = lines[act.at]
        if (line !== undefined) choosePaper(line.code)
        return line !== undefined
      }
      case 'back':
        back()
        return true
      case 'open':
        if (current !== null) setLarge(true)
        return current !== null
      case 'step':
        chosen.step(act.by)
        return pages.length > 0
      case 'row':
        chosen.step(act.by * perRow(grid.current))
        return pages.length > 0
      case 'end':
        chosen.at((act.at === 'first' ? pages[0] : pages.at(-1))?.id ?? null)
        return pages.length > 0
      case 'select':
        if (current !== null) chosen.choose(current.id, { toggle: true, range: false })
        return current !== null
      case 'selectAll':
        chosen.selectAll()
        return pages.length > 0
      case 'shift':
        if (!mayFile || !onePaper || current === null) return false
        sortTo(shifted(pages.map(({ id }) => id), current.id, act.by))
        return true
      case 'turn':
        if (!mayFile || targets.length === 0) return false
        acts.turn(targets, act.by)
        return true
      case 'remove':
        if (!mayFile || targets.length === 0) return false
        setDoing('remove')
        return true
      case 'crop':
        if (!mayFile || !isLarge) return false
        setCropping(true)
        return true
      case 'zoom':
        return false
    }
  }
  useKeys(cropping ? 'crop' : isLarge ? 'large' : 'pages', byKey)

  const { over, area } = useFilesIn(mayFile, {
    onDrop: (dropped) => takeDrop(code, dropped),
    onPaste: (pasted) => doing === null && put(filesOf(pasted, t('scan.put.pasted')), code),
  })

  const choices: CopyChoice[] = [
    ...(chosen.selected.size > 0 ? [{ key: 'selected' as const, scanIds: chosen.targets.map(({ id }) => id) }] : []),
    ...(current !== null && (isLarge || pages.length === 1) ? [{ key: 'current' as const, scanIds: [current.id] }] : []),
    ...(onePaper && pages.length > 0 ? [{ key: 'paper' as const, scanIds: pages.map(({ id }) => id) }] : []),
    ...(scans.length > 0 ? [{ key: 'all' as const, scanIds: lines.flatMap((line) => line.pages.map(({ id }) => id)) }] : []),
  ]
  const isEmpty = pages.length === 0 && !uploads.items.some((item) => (!onePaper || item.code === code) && item.state.at !== 'done')

  return (
    <Page
      title={(
        <>
          {t('scan.title')} · {record.vehicle.plate ?? t('dossier.noPlate')} {record.ownerName} · {t(`common.kind.${record.kind}`)}{' '}
          <span className="scan-number code">{record.number}</span>
        </>
      )}
      actions={(
        <>
          {removed.length > 0 && <Button type="text" onClick={() => setDoing('removed')}>{t('scan.removed.open', { count: removed.length })}</Button>}
          {mayCopy && choices.length > 0 && (
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => setDoing('copy')}>{t('scan.page.copy')}</Button>
          )}
          <Button onClick={leave}>{t('scan.backToDossier')}</Button>
        </>
      )}
    >
      <ErrorNote error={acts.error} />
      <KnownFiles items={uploads.items} dismiss={uploads.dismiss} />
      <div className="scan">
        <Checklist lines={lines} pages={scans.length} chosen={code} onChoose={choosePaper} onDrop={mayFile ? takeDrop : null} />
        <section className="scan-work" aria-label={name} data-over={over} {...area}>
          <ScanBar
            name={name}
            pages={pages.length}
            selected={isLarge ? 0 : chosen.selected.size}
            onClear={chosen.clear}
            acts={{
              count: targets.length,
              large: isLarge,
              mayFile,
              onOpen: () => setLarge(true),
              onTurn: (by) => acts.turn(targets, by),
              onCrop: () => {
                setLarge(true)
                chosen.at(targetIds[0] ?? null)
                setCropping(true)
              },
              onReplace: (files) => {
                const [target] = targets
                if (target !== undefined) put(files, target.code, target.id)
              },
              onMove: () => setDoing('move'),
              onRemove: () => setDoing('remove'),
            }}
          >
            {mayFile && <PutIn disabled={!onePaper} onFiles={(files) => put(files, code)} onPhotograph={() => setDoing('camera')} />}
          </ScanBar>
          <div className="scan-stage" data-large={isLarge} ref={grid}>
            {isEmpty && (
              <EmptyState
                title={mayFile && onePaper ? t('scan.put.empty') : t(onePaper ? 'scan.put.emptyRead' : 'scan.put.emptyAll')}
                {...(mayFile && onePaper ? { text: t('scan.put.hint') } : {})}
              />
            )}
            {!isEmpty && (
              <Pages
                key={code}
                layout={isLarge ? 'strip' : 'grid'}
                paper={onePaper ? code : null}
                scans={pages}
                uploads={uploads}
                current={chosen.current}
                selected={isLarge ? NO_PAGES : chosen.selected}
                sortable={mayFile && onePaper}
                onChoose={chosen.choose}
                onOpen={(id) => {
                  chosen.at(id)
                  setLarge(true)
                }}
                onDragStart={(id) => {
                  dragged.current = chosen.selected.has(id) ? chosen.selected : new Set([id])
                }}
                onDropAt={(before) => sortTo(reordered(pages.map(({ id }) => id), dragged.current, before))}
              />
            )}
            {isLarge && current !== null && (
              <LargeView
                scan={current}
                label={t('scan.large.region', { paper: paperOf(current.code), number: pages.indexOf(current) + 1 })}
                number={pages.indexOf(current) + 1}
                of={pages.length}
                cropping={cropping}
                onStep={chosen.step}
                onClose={back}
                onCrop={(frame) => {
                  acts.crop(current, frame === 'whole' ? null : cropToStore(frame, current.turn, current.crop))
                  setCropping(false)
                }}
                onLeaveCrop={() => setCropping(false)}
              />
            )}
          </div>
          {!isLarge && !isEmpty && <p className="scan-hint">{t(mayFile ? 'scan.page.keys' : 'scan.page.keysRead')}</p>}
          {over && <p className="scan-over">{onePaper ? t('scan.put.dropHere', { paper: name }) : t('scan.put.noPaper')}</p>}
        </section>
      </div>
      <ScanDialogs
        doing={doing}
        record={record}
        paper={onePaper ? code : null}
        name={name}
        targetIds={targetIds}
        choices={choices}
        removed={removed}
        onClose={() => setDoing(null)}
        onDone={() => {
          setDoing(null)
          chosen.clear()
          onChanged()
        }}
        onTaken={(blob, number) => put([{ blob, name: t('scan.put.photo', { number }) }], code)}
        onRestore={mayFile ? (id) => acts.restore([id]) : null}
      />
    </Page>
  )
}

const NO_PAGES: ReadonlySet<Id<'scan'>> = new Set()

/** How many small pictures stand beside one another. */
function perRow(stage: HTMLElement | null): number {
  const tiles = [...(stage?.querySelectorAll<HTMLElement>('.scan-page') ?? [])]
  const top = tiles[0]?.offsetTop
  return Math.max(1, tiles.filter((tile) => tile.offsetTop === top).length)
}
