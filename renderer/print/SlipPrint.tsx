// The handover slip (交接单) on A4: what was handed over, what is missing, both signatures, the book's newest hash (rules H3, H7).
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { SlipView } from '#shared/contract/handover.ts'
import { useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { paths } from '../app/paths.ts'
import { Answered } from '../components/Answered.tsx'
import { DateTimeText } from '../components/DateText.tsx'
import { DrawnSignature } from '../components/DrawnSignature.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { PrintPage } from './PrintPage.tsx'
import { SlipLine } from './SlipLine.tsx'

export function SlipPrint() {
  const { id = '' } = useParams<{ id?: string }>()
  return <SlipOf key={id} id={id} />
}

function SlipOf({ id }: { id: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const asked = idParam<'handover'>(id)
  const slip = useAnswer('handover.slip', asked === null ? null : { handoverId: asked })
  if (asked === null) return <NotFound />
  return (
    <Answered answer={slip}>
      {(value) => (
        <PrintPage
          title={t('handover.slip.title')}
          fileTitle={`${t('handover.slip.title')} ${id}`}
          orientation="portrait"
          onBack={() => navigate(paths.book(value.lines[0]?.on))}
        >
          <SlipSheet slip={value} number={id} />
        </PrintPage>
      )}
    </Answered>
  )
}

function SlipSheet({ slip, number }: { slip: SlipView; number: string }) {
  const { t } = useTranslation()
  const [first] = slip.lines
  return (
    <article className="slip">
      <header className="slip-head">
        <p>{slip.storeName}</p>
        <h2>{t('handover.slip.title')}</h2>
        <dl>
          <div>
            <dt>{t('handover.slip.number')}</dt>
            <dd>{number}</dd>
          </div>
          <div>
            <dt>{t('handover.slip.at')}</dt>
            <dd><DateTimeText at={slip.at} /></dd>
          </div>
          <div>
            <dt>{t('handover.slip.lineNumber')}</dt>
            <dd>{slip.lines.map((line) => line.seq).join(t('book.line.separator'))}</dd>
          </div>
        </dl>
      </header>
      {slip.lines.map((line) => <SlipLine key={line.seq} line={line} />)}
      {slip.hiddenLines > 0 && <p className="slip-hidden">{t('handover.slip.hiddenLines', { count: slip.hiddenLines })}</p>}
      <section className="slip-signatures">
        {first !== undefined && first.giver !== null && <SlipSigner title={t('handover.sign.giver')} signer={first.giver} />}
        {first !== undefined && <SlipSigner title={t('handover.sign.receiver')} signer={first.receiver} />}
      </section>
      <footer className="slip-foot">
        <p>{t('handover.sign.statement')} {t('handover.slip.copies')}</p>
        <p>{t('handover.slip.head', { seq: slip.head.seq })} <code>{slip.head.hash}</code></p>
      </footer>
    </article>
  )
}

function SlipSigner({ title, signer }: { title: string; signer: SlipView['lines'][number]['receiver'] }) {
  const { t } = useTranslation()
  return (
    <div>
      <p>{title}</p>
      <div className="slip-drawn">
        {signer.drawn !== null && <DrawnSignature drawn={signer.drawn} label={t('book.line.signature', { name: signer.name })} />}
      </div>
      <p>{signer.name} · {signer.department}</p>
    </div>
  )
}
