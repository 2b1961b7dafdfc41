// Which days of the book to print, at most 31.
import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { addDays, type LocalDate } from '#shared/domain/local-date.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { printPaths } from '../../print/paths.ts'

const MOST_DAYS = 31

export function PrintRange({ on, onClose }: { on: LocalDate; onClose: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [from, setFrom] = useState(on)
  const [to, setTo] = useState(on)
  const tooLong = to > addDays(from, MOST_DAYS - 1)
  return (
    <Modal
      open
      title={t('book.print.title')}
      okText={t('handover.print.preview')}
      okButtonProps={{ disabled: tooLong || to < from }}
      cancelText={t('common.cancel')}
      onOk={() => navigate(printPaths.book(from, to))}
      onCancel={onClose}
    >
      <p className="print-range">
        <DayPicker value={from} label={t('book.print.from')} onChange={(day) => setFrom(day ?? from)} />
        {t('book.print.to')}
        <DayPicker value={to} label={t('book.print.to')} onChange={(day) => setTo(day ?? to)} />
      </p>
      {tooLong && <p role="alert" className="late">{t('book.print.tooLong')}</p>}
    </Modal>
  )
}
