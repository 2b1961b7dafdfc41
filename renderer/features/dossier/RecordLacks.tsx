// What a record is lacking, and the customer director's acceptance that a paper cannot exist yet (rules F4, H7).
import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RecordDetailView } from '#shared/contract/record.ts'
import { lacksOfRecord, type PaperCheck } from '#shared/domain/paper.ts'
import { useAct } from '../../app/answer.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { lackText, paperName } from '../../components/PaperName.tsx'
import { OrderButton } from '../correction/OrderCorrection.tsx'
import { call } from '../../api.ts'

export function RecordLacks({ record, onChanged }: { record: RecordDetailView; onChanged: () => void }) {
  const { t } = useTranslation()
  const today = useToday()
  const mayAccept = usePermits('paper.acceptDelay')
  const [accepting, setAccepting] = useState<PaperCheck | null>(null)
  const lacks = lacksOfRecord(record.checklist, record.papers, today)
  const delayed = record.papers.filter((paper) => paper.presence === 'notYetObtainable')
  return (
    <div className="dossier-lacks">
      {lacks.length > 0 && (
        <p className="late">
          {lacks.map((lack) => lackText(t, lack)).join(t('book.line.separator'))} <OrderButton record={{ ...record, lacks }} onOrdered={onChanged} />
        </p>
      )}
      {delayed.map((paper) => (
        <p key={paper.code}>
          {paperName(t, paper.code)}{t('book.line.colon')}
          {paper.delayAccepted && paper.promisedOn !== null
            ? t('dossier.delay.accepted', { date: paper.promisedOn })
            : t('dossier.delay.promised', { date: paper.promisedOn ?? '' })}
          {mayAccept && !(paper.delayAccepted && paper.promisedOn !== null && paper.promisedOn >= today) && (
            <Button
              size="small"
              type="link"
              aria-label={t('dossier.delay.of', { paper: paperName(t, paper.code) })}
              onClick={() => setAccepting(paper)}
            >
              {t('dossier.delay.accept')}
            </Button>
          )}
        </p>
      ))}
      {accepting !== null && (
        <AcceptDelay
          record={record}
          paper={accepting}
          onClose={() => setAccepting(null)}
          onAccepted={() => {
            setAccepting(null)
            onChanged()
          }}
        />
      )}
    </div>
  )
}

type AcceptDelayProps = { record: RecordDetailView; paper: PaperCheck; onClose: () => void; onAccepted: () => void }

function AcceptDelay({ record, paper, onClose, onAccepted }: AcceptDelayProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const today = useToday()
  // Accepted is the promise itself or a longer one, and nothing that has passed.
  const earliest = paper.promisedOn !== null && paper.promisedOn > today ? paper.promisedOn : today
  const [promisedOn, setPromisedOn] = useState(earliest)
  const accept = useAct(async () => {
    await call('paper.acceptDelay', { recordId: record.id, code: paper.code, promisedOn })
    void message.success(t('dossier.delay.done'))
    onAccepted()
  })
  return (
    <Modal
      open
      title={t('dossier.delay.title', { paper: paperName(t, paper.code) })}
      okText={t('dossier.delay.submit')}
      okButtonProps={{ loading: accept.running }}
      cancelText={t('common.cancel')}
      onOk={() => void accept.run()}
      onCancel={onClose}
    >
      <p>{t('dossier.delay.intro')}</p>
      <ErrorNote error={accept.error} />
      <p className="print-range">
        <span>{t('dossier.delay.until')}</span>
        <DayPicker value={promisedOn} earliest={earliest} label={t('dossier.delay.until')} onChange={(on) => setPromisedOn(on ?? promisedOn)} />
      </p>
    </Modal>
  )
}
