// What lies in a slot: the folders one may know of, those that are out marked, how many more there are, and what lay there before.
import { App, Button, Checkbox, Tag } from 'antd'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { freePlaces } from '#shared/domain/slot.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { explain } from '../../components/ProblemText.tsx'
import { printPaths } from '../../print/paths.ts'
import { SlotVolumes } from '../volume/SlotVolumes.tsx'

type SlotPanelProps = {
  label: string | null
  /** Grows when what lies there changed. */
  turn: number
  /** Null: whoever is at the desk may not move folders. */
  onMove: ((dossierIds: readonly Id<'dossier'>[]) => void) | null
}

export function SlotPanel({ label, turn, onMove }: SlotPanelProps) {
  const { t } = useTranslation()
  const answer = useAnswer('cabinet.slot', label === null ? null : { label })
  const again = useEffectEvent(answer.reload)
  useEffect(() => {
    if (turn > 0) again()
  }, [turn])
  if (label === null) return <aside className="panel slot-panel" aria-label={t('cabinet.slot.folders')}><p className="faint">{t('cabinet.slot.choose')}</p></aside>
  return (
    <aside className="panel slot-panel" aria-label={t('cabinet.slot.title', { label })}>
      <Answered answer={answer} keeps>{(slot) => <Lying slot={slot} onMove={onMove} />}</Answered>
    </aside>
  )
}

function Lying({ slot, onMove }: { slot: Output<'cabinet.slot'>; onMove: SlotPanelProps['onMove'] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<readonly Id<'dossier'>[]>([])
  const movable = slot.folders.filter(({ out }) => !out).map(({ dossierId }) => dossierId)
  const moving = chosen.filter((id) => movable.includes(id))
  return (
    <>
      <h2 className="panel-title"><span className="code">{slot.label}</span> <small>{slot.room}</small></h2>
      <p>
        {t('cabinet.fill', { used: slot.used, capacity: slot.capacity })} · {t('cabinet.freeCount', { count: freePlaces(slot) })}
        {slot.reserved > 0 && <> · {t('cabinet.outCount', { count: slot.reserved })}</>}
      </p>
      {slot.used === 0 && <p className="faint">{t('cabinet.slot.empty')}</p>}
      {slot.folders.length > 0 && (
        <ul className="slot-folders">
          {slot.folders.map((folder) => (
            <li key={folder.dossierId} data-out={folder.out}>
              {onMove !== null && (
                <Checkbox
                  aria-label={t('cabinet.move.choose', { number: folder.number })}
                  disabled={folder.out}
                  checked={moving.includes(folder.dossierId)}
                  onChange={({ target }) => setChosen(target.checked ? [...moving, folder.dossierId] : moving.filter((id) => id !== folder.dossierId))}
                />
              )}
              <div>
                <Link href={paths.dossier(folder.dossierId)} className="code">{folder.number}</Link>
                <span>{folder.plate ?? t('dossier.noPlate')} · {folder.ownerName}</span>
                {folder.out && <Out dossierId={folder.dossierId} number={folder.number} />}
              </div>
            </li>
          ))}
        </ul>
      )}
      {slot.hidden > 0 && <p className="faint">{t('cabinet.slot.hidden', { count: slot.hidden })}</p>}
      {onMove !== null && movable.length > 0 && (
        <div className="slot-acts">
          <Button size="small" onClick={() => setChosen(moving.length === movable.length ? [] : movable)}>
            {t(moving.length === movable.length ? 'cabinet.move.chooseNone' : 'cabinet.move.chooseAll')}
          </Button>
          <Button size="small" type="primary" disabled={moving.length === 0} onClick={() => onMove(moving)}>{t('cabinet.move.chosen', { count: moving.length })}</Button>
        </div>
      )}
      <SlotVolumes label={slot.label} />
      {slot.past.length > 0 && (
        <details>
          <summary>{t('cabinet.slot.past', { count: slot.past.length })}</summary>
          <ul className="slot-past">
            {slot.past.map(({ dossierId, number, since, until, now }) => (
              <li key={`${dossierId}/${since}`}>
                <Link href={paths.dossier(dossierId)} className="code">{number}</Link>
                <span className="faint">{t('dossier.field.period', { from: dayOf(since), to: dayOf(until) })}</span>
                <span className="faint">{now === null ? t('cabinet.slot.nowNowhere') : t('cabinet.slot.now', { slot: now })}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** A folder that is out: the mark, and its placeholder card for who keeps the loan register. */
function Out({ dossierId, number }: { dossierId: Id<'dossier'>; number: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const mayPrint = usePermits('loan.register')
  const card = useAct(async () => {
    const { open } = await call('loan.ofDossier', { dossierId })
    if (open === null) void message.info(t('cabinet.card.notOut', { number }))
    else navigate(printPaths.loanCard(open.id))
  }, (error) => {
    void message.error(explain(error).what)
    return true
  })
  return (
    <span className="slot-folder-out">
      <Tag color="warning">{t('cabinet.out')}</Tag>
      {mayPrint && (
        <Button type="link" size="small" loading={card.running} aria-label={t('cabinet.card.of', { number })} onClick={() => void card.run()}>{t('cabinet.card.act')}</Button>
      )}
    </span>
  )
}
