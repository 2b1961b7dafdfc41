// The sign-in book, opened at a day and paged like the paper one (rules H3, H5).
import { Button } from 'antd'
import { LeftOutlined, PrinterOutlined, RightOutlined } from '@ant-design/icons'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { isLocalDate, type LocalDate } from '#shared/domain/local-date.ts'
import type { BookLineView } from '#shared/contract/handover.ts'
import { useAnswer } from '../../app/answer.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateText } from '../../components/DateText.tsx'
import { Page } from '../../components/Page.tsx'
import { shortHash } from '../../components/shortHash.ts'
import { BookTable } from './BookTable.tsx'
import { DayJump } from './DayJump.tsx'
import { PrintRange } from './PrintRange.tsx'
import { StrikeDialog } from './StrikeDialog.tsx'
import '../screens.css'

export function Book() {
  const { on: asked = '' } = useParams<{ on?: string }>()
  const today = useToday()
  return <BookFrom key={asked} day={isLocalDate(asked) ? asked : today} />
}

/** The book opened at a day; the pages turned from there on do not change the address. */
function BookFrom({ day: openedAt }: { day: LocalDate }) {
  const { t } = useTranslation()
  const today = useToday()
  const mayCorrect = usePermits('book.correct')
  const mayOpen = usePermits('dossier.read')
  const [on, setOn] = useState(openedAt)
  const [striking, setStriking] = useState<BookLineView | null>(null)
  const [printing, setPrinting] = useState(false)
  const day = useAnswer('book.day', { on })
  const previousOn = day.last?.previousOn ?? null
  const nextOn = day.last?.nextOn ?? null

  const turn = (to: LocalDate | null): void => {
    if (to !== null && !day.loading) setOn(to)
  }
  const byKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return
    // In a field, a calendar or a dialog these keys have their own meaning.
    if (event.target instanceof Element && event.target.closest('input, textarea, .ant-picker-dropdown, [role="dialog"]')) return
    event.preventDefault()
    turn(event.key === 'PageUp' ? previousOn : nextOn)
  })
  useEffect(() => {
    window.addEventListener('keydown', byKey)
    return () => window.removeEventListener('keydown', byKey)
  }, [])

  return (
    <Page
      title={t('book.title')}
      actions={(
        <>
          <Button icon={<LeftOutlined />} disabled={previousOn === null} aria-label={t('book.day.previous')} title={t('book.day.previous')} onClick={() => turn(previousOn)} />
          <DayJump on={on} onJump={setOn} />
          <Button icon={<RightOutlined />} disabled={nextOn === null} aria-label={t('book.day.next')} title={t('book.day.next')} onClick={() => turn(nextOn)} />
          <Button disabled={on === today} onClick={() => setOn(today)}>{t('book.day.today')}</Button>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => setPrinting(true)}>{t('common.print')}</Button>
        </>
      )}
    >
      <Answered answer={day} keeps>
        {({ lines, head, on: shown }) => (
          <div className="book-paper" aria-busy={day.loading}>
            <BookTable
              lines={lines}
              linked={mayOpen}
              heading={(
                <h2 className="book-date" aria-live="polite"><DateText on={shown} long /></h2>
              )}
              onStrike={mayCorrect ? setStriking : null}
            />
            <div className="book-blank">
              {lines.length === 0 && <p>{t(head.seq === 0 ? 'book.day.emptyBook' : 'book.day.empty')}</p>}
            </div>
            <footer className="book-foot">
              <span>{t('book.day.lines', { count: lines.length })}</span>
              <span>
                {head.seq === 0 ? t('book.day.noHead') : t('book.day.head', { seq: head.seq, hash: shortHash(head.hash) })}
              </span>
            </footer>
          </div>
        )}
      </Answered>
      {striking !== null && (
        <StrikeDialog
          line={striking}
          onClose={() => setStriking(null)}
          onStruck={() => {
            setStriking(null)
            day.reload()
          }}
        />
      )}
      {printing && <PrintRange on={on} onClose={() => setPrinting(false)} />}
    </Page>
  )
}
