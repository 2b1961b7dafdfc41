// The papers of one record on the handover screen, ticked by hand or by keyboard (rules H3, H7).
import { Alert, Button, Input, Tag } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { lineKindFor } from '#shared/domain/sign-in-book.ts'
import { dateText } from '../../components/DateText.tsx'
import { ContactState } from '../record/ContactState.tsx'
import { PaperRow } from './PaperRow.tsx'
import { restInOrder, restMissing, setCheck, standingOf, type Ticks } from './ticks.ts'
import type { BundleEntry } from './bundle.ts'

const KEYS = ['move', 'inOrder', 'missing', 'notApplicable', 'later', 'note'] as const

const COLUMNS = ['count', 'form', 'customer', 'staff'] as const

type PaperCheckListProps = { entry: BundleEntry; onTick: (ticks: Ticks) => void; onRefuse: () => void }

export function PaperCheckList({ entry: { record, ticks }, onTick, onRefuse }: PaperCheckListProps) {
  const { t, i18n } = useTranslation()
  const list = useRef<HTMLUListElement>(null)
  const supplement = lineKindFor(record.state) === 'supplement'

  const move = (index: number): void => {
    list.current?.querySelectorAll<HTMLElement>('.paper-handle')[index]?.focus()
  }

  return (
    <section className="handover-papers" aria-labelledby="handover-record">
      <header className="handover-record">
        <div>
          <h2 id="handover-record">
            {record.ownerName} · {record.vehicle.plate ?? record.vehicle.vin} · {t(`common.kind.${record.kind}`)}
          </h2>
          <p className="faint">
            <span className="code">{record.number}</span>
            <span>{t('dossier.responsible', record.responsible)}</span>
            <ContactState record={record} />
            <span className={record.overdue ? 'late' : undefined}>{t('record.due', { date: dateText(record.dueOn, i18n.language) })}</span>
            {record.dueProvisional && <Tag color="warning" variant="outlined">{t('record.provisional')}</Tag>}
          </p>
        </div>
        <div className="handover-record-acts">
          <Button onClick={() => onTick(restInOrder(record, ticks))}>{t('handover.check.allInOrder')}</Button>
          <Button onClick={() => onTick(restMissing(record, ticks))}>{t('handover.check.restMissing')}</Button>
          {!supplement && <Button danger onClick={onRefuse}>{t('handover.check.refuse')}</Button>}
        </div>
      </header>
      {supplement && <Alert type="info" showIcon title={t('handover.check.supplement')} className="note" />}
      {record.refusal !== null && record.state === 'refused' && (
        <Alert type="warning" showIcon title={t('handover.check.refusedBefore', { reason: t(`handover.refusal.${record.refusal}`) })} className="note" />
      )}
      <ul className="paper-rows" ref={list}>
        {/* Each control names itself; the head of the columns is for the eye. */}
        <li className="paper-head" aria-hidden="true">
          <span>{t('handover.check.paper')}</span>
          <span>{t('handover.check.presence')}</span>
          <span className="paper-found">
            {COLUMNS.map((column) => <span key={column} className={`paper-${column}`}>{t(`handover.check.column.${column}`)}</span>)}
          </span>
        </li>
        {record.checklist.map((line, index) => (
          <PaperRow
            key={line.code}
            line={line}
            check={ticks.checks[line.code]}
            standing={standingOf(record, line)}
            onCheck={(check) => onTick(check === undefined ? without(ticks, line.code) : setCheck(ticks, check))}
            onMove={(by) => move(index + by)}
          />
        ))}
      </ul>
      <p className="paper-legend" aria-label={t('handover.check.legend')}>
        {KEYS.map((key) => <kbd key={key}>{t(`handover.check.key.${key}`)}</kbd>)}
      </p>
      <div className="handover-remark">
        <label htmlFor="handover-remark">{t('handover.check.remark')}</label>
        <Input.TextArea
          id="handover-remark"
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={500}
          placeholder={t('handover.check.remarkHint')}
          value={ticks.remark}
          onChange={(event) => onTick({ ...ticks, remark: event.target.value })}
        />
      </div>
    </section>
  )
}

function without(ticks: Ticks, code: string): Ticks {
  const { [code]: _, ...checks } = ticks.checks
  return { ...ticks, checks }
}
