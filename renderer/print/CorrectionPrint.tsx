// The correction notice (整改通知单) on A4: what is to be put right, by whom and until when, and room for both to sign (rule V10).
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import type { Output } from '#shared/contract/index.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { Answered } from '../components/Answered.tsx'
import { DateText } from '../components/DateText.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { lackText } from '../components/PaperName.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'
import { SignLine } from './SignLine.tsx'
import './penalty.css'

export function CorrectionPrint() {
  const { t } = useTranslation()
  const id = idParam<'correction'>(useParams<{ id?: string }>().id)
  const notice = useAnswer('correction.notice', id === null ? null : { id })
  if (id === null) return <NotFound />
  return (
    <Answered answer={notice}>
      {(value) => (
        <PrintPage title={t('correction.notice.title')} fileTitle={`${t('correction.notice.title')} ${value.number}`} orientation="portrait" onBack={goBack}>
          <Notice notice={value} />
        </PrintPage>
      )}
    </Answered>
  )
}

function Notice({ notice }: { notice: Output<'correction.notice'> }) {
  const { t } = useTranslation()
  const { record, person } = notice
  return (
    <article className="penalty-sheet">
      <header>
        <p>{notice.storeName}</p>
        <h2>{t('correction.notice.title')}</h2>
        <p>{t('correction.notice.number')} <span className="code">{notice.number}</span></p>
      </header>
      <p>{t('correction.notice.to', person)}</p>
      <p className="penalty-text">{t('correction.notice.text', { date: notice.dueOn })}</p>
      <dl>
        <dt>{t('correction.detail.record')}</dt>
        <dd>{t(`common.kind.${record.kind}`)} {record.number}</dd>
        <dt>{t('correction.detail.car')}</dt>
        <dd>{record.plate ?? record.vin} {record.model} · {record.dossierNumber}</dd>
        <dt>{t('correction.detail.dueOn')}</dt>
        <dd><strong><DateText on={notice.dueOn} long /></strong>{notice.dueProvisional && ` ${t('correction.provisional')}`}</dd>
      </dl>
      <h3>{t('correction.notice.lacks')}</h3>
      <ol>{notice.lacks.map((lack) => <li key={`${lack.code}/${lack.kind}`}>{lackText(t, lack)}</li>)}</ol>
      {notice.remark !== '' && <p>{t('correction.notice.remark')}{t('book.line.colon')}{notice.remark}</p>}
      <div className="penalty-signs">
        <SignLine label={t('correction.notice.orderedBy')} name={notice.orderedByName} on={dayOf(notice.orderedAt)} />
        <SignLine label={t('correction.notice.receivedBy')} name={person.name} on={null} />
        <SignLine label={t('correction.notice.correctedBy')} name="" on={null} />
      </div>
    </article>
  )
}
