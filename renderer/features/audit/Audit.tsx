// The audit trail: who saw, changed, printed, exported or lent what, and when; looked through, exported and printed (rule A3).
import { App, Button, Input, Select } from 'antd'
import { FileExcelOutlined, PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { AuditFilters } from '#shared/contract/audit.ts'
import { AUDIT_GROUPS, type AuditGroup } from '#shared/domain/audit.ts'
import type { Id } from '#shared/domain/id.ts'
import { addDays, type LocalDate } from '#shared/domain/local-date.ts'
import { AUDIT_WORDS } from '#shared/words/audit.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { saveFile } from '../../app/save.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { Page } from '../../components/Page.tsx'
import { PersonSelect } from '../../components/PersonSelect.tsx'
import { explain } from '../../components/ProblemText.tsx'
import { currentLanguage } from '../../i18n/index.ts'
import { printPaths } from '../../print/paths.ts'
import { call } from '../../api.ts'
import { TrailLines } from './TrailLines.tsx'
import { useTrail } from './trail.ts'
import '../screens.css'

/** Shown to begin with, in days. */
const BACK = 6
const EVERY = 'every'

export function Audit() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const today = useToday()
  const [from, setFrom] = useState<LocalDate>(addDays(today, -BACK))
  const [to, setTo] = useState<LocalDate>(today)
  const [personId, setPersonId] = useState<Id<'person'> | null>(null)
  const [group, setGroup] = useState<AuditGroup | null>(null)
  const [about, setAbout] = useState('')
  const people = useAnswer('audit.people', {})
  const filters: AuditFilters = { from, to: to < from ? from : to, personId, group, about }
  const trail = useTrail(filters)
  const save = useAct(async () => {
    const { lines, more, ...file } = await call('audit.export', { ...filters, language: currentLanguage() })
    saveFile(file)
    void (more ? message.warning(t('audit.exportedMore', { count: lines })) : message.success(t('audit.exported', { count: lines })))
  }, (error) => {
    void message.error(explain(error).what)
    return true
  })
  const { group: words } = AUDIT_WORDS[currentLanguage()]
  return (
    <Page
      title={t('audit.title')}
      actions={(
        <>
          <Link href={paths.backup}>{t('audit.verify')}</Link>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.audit(filters))}>{t('audit.print')}</Button>
          <Button icon={<FileExcelOutlined aria-hidden />} loading={save.running} onClick={() => void save.run()}>{t('audit.export')}</Button>
        </>
      )}
    >
      <search className="audit-bar" aria-label={t('audit.filters')}>
        <span>{t('audit.from')}</span>
        <DayPicker value={from} label={t('audit.from')} onChange={(day) => setFrom(day ?? from)} />
        <span>{t('audit.to')}</span>
        <DayPicker value={to} label={t('audit.to')} onChange={(day) => setTo(day ?? to)} />
        <PersonSelect label={t('audit.person')} people={people.value} value={personId} onChange={setPersonId} />
        <Select<AuditGroup | typeof EVERY>
          className="audit-group" aria-label={t('audit.group')} value={group ?? EVERY} onChange={(value) => setGroup(value === EVERY ? null : value)}
          options={[{ value: EVERY, label: t('audit.everyGroup') }, ...AUDIT_GROUPS.map((each) => ({ value: each, label: words[each] }))]}
        />
        <Input.Search
          className="audit-about" allowClear maxLength={60} placeholder={t('audit.about')} aria-label={t('audit.aboutLabel')} onSearch={(text) => setAbout(text.trim())}
        />
      </search>
      <TrailLines trail={trail} ofOne={false} />
    </Page>
  )
}
