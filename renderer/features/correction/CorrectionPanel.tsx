// One correction at the side: what was ordered, what of it is lacking still, what was done, and what may be done now (rule V10).
import { App, Button, Tag } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { CorrectionDetail } from '#shared/contract/correction.ts'
import { note } from '#shared/contract/field.ts'
import { standsStill, type CorrectionAct } from '#shared/domain/correction.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { DateText, DateTimeText } from '../../components/DateText.tsx'
import { lackText } from '../../components/PaperName.tsx'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { SidePanel, useActing } from '../../components/SidePanel.tsx'
import { printPaths } from '../../print/paths.ts'
import { call } from '../../api.ts'

type CorrectionPanelProps = { id: Id<'correction'>; onClose: () => void; onChanged: () => void }

export function CorrectionPanel({ id, onClose, onChanged }: CorrectionPanelProps) {
  const { t } = useTranslation()
  const answer = useAnswer('correction.get', { id })
  const { acting, begin, ends } = useActing<CorrectionAct>(() => {
    answer.reload()
    onChanged()
  })
  const correction = answer.value
  return (
    <SidePanel
      answer={answer}
      title={correction && t('correction.detail.label', { number: correction.number })}
      size={520}
      foot={correction && <Foot correction={correction} onAct={begin} />}
      onClose={onClose}
    >
      {(value) => (
        <>
          <Facts correction={value} />
          {acting !== null && <ActDialog correction={value} act={acting} {...ends} />}
        </>
      )}
    </SidePanel>
  )
}

function Foot({ correction: { id, may, left }, onAct }: { correction: CorrectionDetail; onAct: (act: CorrectionAct) => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  return (
    <div className="correction-foot">
      <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.correction(id))}>{t('correction.detail.print')}</Button>
      {may.map((act) => (
        <Button
          key={act}
          type={act === 'close' || act === 'markDone' ? 'primary' : 'default'}
          danger={act === 'withdraw'}
          disabled={act === 'close' && left.length > 0}
          onClick={() => onAct(act)}
        >
          {t(`correction.act.${act}`)}
        </Button>
      ))}
    </div>
  )
}

function Facts({ correction }: { correction: CorrectionDetail }) {
  const { t } = useTranslation()
  const mayReceive = usePermits('handover.receive')
  const { record, left } = correction
  const isLeft = (lack: CorrectionDetail['lacks'][number]): boolean => standsStill(lack, left)
  return (
    <>
      <dl className="facts">
        <dt>{t('correction.column.state')}</dt>
        <dd>{t(`correction.state.${correction.state}`)}{correction.overdue && <Tag color="error" className="correction-tag">{t('correction.overdue')}</Tag>}</dd>
        <dt>{t('correction.detail.orderedAt')}</dt>
        <dd><DateTimeText at={correction.orderedAt} /> · {t('correction.detail.orderedBy', { name: correction.orderedByName })}</dd>
        <dt>{t('correction.detail.dueOn')}</dt>
        <dd><DateText on={correction.dueOn} />{correction.dueProvisional && ` ${t('correction.provisional')}`}</dd>
        <dt>{t('correction.column.person')}</dt>
        <dd>{correction.person.name} · {correction.person.department}</dd>
        <dt>{t('correction.detail.record')}</dt>
        <dd>{t(`common.kind.${record.kind}`)} <span className="code">{record.number}</span></dd>
        <dt>{t('correction.detail.car')}</dt>
        <dd>{record.plate ?? record.vin} {record.model} · <Link href={paths.dossier(record.dossierId)}>{record.dossierNumber}</Link></dd>
        {correction.correctedOn !== null && (
          <>
            <dt>{t('correction.detail.correctedOn')}</dt>
            <dd><DateText on={correction.correctedOn} /></dd>
          </>
        )}
        {correction.remark !== '' && (
          <>
            <dt>{t('correction.detail.remark')}</dt>
            <dd>{correction.remark}</dd>
          </>
        )}
      </dl>
      <h2 className="correction-head">{t('correction.detail.lacks')}</h2>
      <ul className="correction-left">
        {correction.lacks.map((lack) => (
          <li key={`${lack.code}/${lack.kind}`} className={isLeft(lack) ? 'late' : 'fine'}>
            {lackText(t, lack)}{!isLeft(lack) && ` · ${t('correction.detail.gone')}`}
          </li>
        ))}
      </ul>
      {left.length === 0 && correction.may.includes('close') && <p className="fine">{t('correction.detail.leftNone')}</p>}
      {left.length > 0 && mayReceive && <p><Link href={paths.handover([record.id])}>{t('correction.detail.handOver')}</Link></p>}
      <h2 className="correction-head">{t('correction.detail.history')}</h2>
      <ol className="correction-history">
        {correction.acts.map((act) => (
          <li key={`${act.at}/${act.act}`}>
            <DateTimeText at={act.at} /> {act.personName} {t(`correction.did.${act.act}`)}
            {act.remark !== '' && act.act !== 'order' && <div className="faint">{act.remark}</div>}
          </li>
        ))}
      </ol>
    </>
  )
}

type ActDialogProps = { correction: CorrectionDetail; act: CorrectionAct; onClose: () => void; onDone: () => void }

function ActDialog({ correction: { id, number }, act, onClose, onDone }: ActDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <ReasonDialog
      name={`correction-${act}`} about={id} title={`${t(`correction.act.${act}`)} · ${number}`} submit={t(`correction.act.${act}`)} danger={act === 'withdraw'}
      label={t(`correction.say.${act}`)} field="remark" schema={note(500)} longest={500} optional={act === 'markDone' || act === 'close'}
      onReason={async (remark) => {
        await call(`correction.${act}`, { id, remark })
        void message.success(`${number} ${t(`correction.did.${act}`)}`)
        onDone()
      }}
      onCancel={onClose}
    />
  )
}
