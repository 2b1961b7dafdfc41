// A cabinet's room and code, when it was last inspected, what is being counted in it, and what may be changed of it.
import { App, Button, Dropdown, type MenuProps } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { DrawnView } from '#shared/contract/cabinet.ts'
import { freePlaces, shelfLabel } from '#shared/domain/slot.ts'
import { call, toCallError } from '../../api.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { DateText } from '../../components/DateText.tsx'
import { explain } from '../../components/ProblemText.tsx'
import { printPaths } from '../../print/paths.ts'
import { AddShelves } from './AddShelves.tsx'
import { EditCabinet } from './EditCabinet.tsx'

/** `onChanged`: its code by now; null when it was removed. */
type CabinetHeadProps = { cabinet: DrawnView; onChanged: (code: string | null) => void }

export function CabinetHead({ cabinet, onChanged }: CabinetHeadProps) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const [, navigate] = useLocation()
  const mayManage = usePermits('cabinet.manage')
  const mayCount = usePermits('stocktaking.read')
  const [dialog, setDialog] = useState<'rename' | 'addShelves' | null>(null)
  const { id, code, room, inspection, stocktakings } = cabinet
  const slots = cabinet.shelves.flatMap((shelf) => shelf.slots)
  const sum = (of: (slot: (typeof slots)[number]) => number): number => slots.reduce((all, slot) => all + of(slot), 0)
  const [used, capacity, out] = [sum((slot) => slot.used), sum((slot) => slot.capacity), sum((slot) => slot.reserved)]

  const remove = async (): Promise<void> => {
    try {
      await call('cabinet.remove', { id })
      void message.success(t('cabinet.remove.done', { code }))
      onChanged(null)
    } catch (thrown) {
      void message.error(explain(toCallError(thrown)).what)
    }
  }
  const items: MenuProps['items'] = [
    { key: 'rename', label: t('cabinet.rename.act') },
    { key: 'addShelves', label: t('cabinet.addShelves.act') },
    { type: 'divider' },
    { key: 'remove', label: t('cabinet.remove.act'), danger: true },
  ]
  const onClick: NonNullable<MenuProps['onClick']> = ({ key }) => {
    if (key === 'rename' || key === 'addShelves') setDialog(key)
    else {
      void modal.confirm({
        title: t('cabinet.remove.title', { code }), content: t('cabinet.remove.text'), okText: t('cabinet.remove.act'), okButtonProps: { danger: true },
        cancelText: t('common.cancel'), onOk: remove,
      })
    }
  }

  return (
    <header className="cabinet-head">
      <h2 className="panel-title">
        <span className="code">{code}</span> {room}
        <small>
          {t('cabinet.fill', { used, capacity })} · {t('cabinet.freeCount', { count: freePlaces({ used, capacity }) })}
          {out > 0 && <> · {t('cabinet.outCount', { count: out })}</>}
        </small>
      </h2>
      <span className={inspection.due ? 'late' : 'faint'}>
        {inspection.lastOn === null ? t('cabinet.inspection.never') : <>{t('cabinet.inspection.last')} <DateText on={inspection.lastOn} /></>}
        {inspection.due && <> · {t('cabinet.inspection.due')}</>}
      </span>
      <span className="cabinet-acts">
        {mayCount && stocktakings.map((stocktaking) => (
          <Link key={stocktaking.id} href={paths.stocktaking(stocktaking.id)}>
            {t('cabinet.counting', { number: stocktaking.number })}{stocktaking.shelf !== null && ` (${shelfLabel(code, stocktaking.shelf)})`}
          </Link>
        ))}
        {mayCount && <Link href={paths.stocktakings(id)}>{t('cabinet.stocktakings')}</Link>}
        {mayManage && (
          <Dropdown menu={{ items, onClick }} trigger={['click']}>
            <Button size="small" icon={<MoreOutlined aria-hidden />} aria-label={t('cabinet.more')} />
          </Dropdown>
        )}
      </span>
      {dialog === 'rename' && (
        <EditCabinet
          cabinet={cabinet}
          onClose={() => setDialog(null)}
          onChanged={(to, labels) => {
            setDialog(null)
            onChanged(to)
            if (labels === 0) void message.success(t('common.saved'))
            else {
              // Until they are printed and stuck on, no label in the room says what the archive says.
              void modal.confirm({
                title: t('cabinet.rename.labels', { count: labels }), content: t('cabinet.rename.labelsText'), okText: t('cabinet.print'),
                cancelText: t('common.close'), onOk: () => navigate(printPaths.slotLabels(to)),
              })
            }
          }}
        />
      )}
      {dialog === 'addShelves' && (
        <AddShelves
          cabinet={cabinet}
          onClose={() => setDialog(null)}
          onChanged={() => {
            setDialog(null)
            onChanged(code)
          }}
        />
      )}
    </header>
  )
}
