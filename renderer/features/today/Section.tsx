// One kind of work: how much of it there is, the first of it, and for each line the way to the act that settles it.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { TodayLine, TodayView } from '#shared/contract/today.ts'
import type { TodaySection } from '#shared/domain/today.ts'
import { paths } from '../../app/paths.ts'
import { usePermits } from '../../app/session.ts'
import { DateText } from '../../components/DateText.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { actOf, allOf, checklistKind } from './links.ts'

type SectionView = TodayView['sections'][number]

/** Sections that press: their count is shown as a warning. */
const PRESSING: readonly TodaySection[] = ['overdue', 'correction', 'loanOverdue', 'leakOpen', 'mine']

export function Section({ section: { key, count, more, lines } }: { section: SectionView }) {
  const { t } = useTranslation()
  const shown = more ? t('today.countMore', { count: count - 1 }) : String(count)
  const all = allOf(key, lines)
  const id = `today-${key}`
  return (
    <section className="panel today-section" aria-labelledby={id}>
      <header>
        <h2 className="panel-title" id={id}>{t(`today.section.${key}`)}</h2>
        <strong className={PRESSING.includes(key) ? 'late' : undefined}>{shown}</strong>
        {all !== null && (
          <Link href={all} aria-label={t('today.allOf', { section: t(`today.section.${key}`), shown })}>{t('today.all', { shown })}</Link>
        )}
      </header>
      <ul>{lines.map((line) => <Line key={`${line.id}/${line.about}`} section={key} line={line} />)}</ul>
    </section>
  )
}

function Line({ section, line }: { section: TodaySection; line: TodayLine }) {
  const { t } = useTranslation()
  const mayReceive = usePermits('handover.receive')
  const { record, person, about } = line
  const to = actOf(section, line, mayReceive)
  const car = record === null ? null : record.plate ?? record.vin
  const said = aboutText(t, section, about)
  const act = t(toDossier(section, to, line) ? 'today.dossier' : `today.go.${section}`)
  return (
    <li>
      <DateText on={line.on} />
      <span className="today-what">
        {car !== null && <strong className={record?.plate === null ? 'code' : undefined}>{car}</strong>}
        {record !== null && <span>{record.ownerName}</span>}
        {said !== '' && <span>{said}</span>}
        <small className="faint">
          {[record === null ? null : t(`common.kind.${record.kind}`), person?.name ?? null].filter((part) => part !== null).join(' · ')}
        </small>
      </span>
      {to !== null && <Link href={to} aria-label={t('today.goOf', { act, what: [car ?? '', said].filter((part) => part !== '').join(' ') })}>{act}</Link>}
    </li>
  )
}

function toDossier(section: TodaySection, to: string | null, { record }: TodayLine): boolean {
  return section !== 'delay' && record !== null && to === paths.dossier(record.dossierId)
}

function aboutText(t: TFunction, section: TodaySection, about: string): string {
  switch (section) {
    case 'delay':
      return paperName(t, about)
    case 'violation':
    case 'appeal':
    case 'mine':
      return t('today.rule', { rule: about })
    case 'settingChange': {
      const kind = checklistKind(about)
      return kind === null ? t('today.subject.policy') : t('today.subject.checklist', { kind: t(`common.kind.${kind}`) })
    }
    default:
      return about
  }
}
