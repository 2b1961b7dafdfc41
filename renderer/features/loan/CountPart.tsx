// What both sides count on the table: papers, pages, how they look; at a return what is short of what went out (rules L1, L3, V7).
import { Alert, Button, Checkbox, Input, InputNumber, Radio } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LoanDetail } from '#shared/contract/loan.ts'
import { LOAN_CONDITIONS, LOAN_LIMITS } from '#shared/domain/loan.ts'
import { paperName } from '../../components/PaperName.tsx'
import { ProblemText } from '../../components/ProblemText.tsx'
import { keyOf, papersAtHand, type Handing, type HandingProblems, type Way } from './handing.ts'
import { boundText, extentText } from './words.ts'

type CountPartProps = {
  way: Way
  loan: LoanDetail
  handing: Handing
  /** It is less, or worse, than what went out. */
  less: boolean
  problems: HandingProblems['counted']
  onGive: (part: Partial<Handing>) => void
}

export function CountPart({ way, loan, handing, less, problems, onGive }: CountPartProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section className="sign-summary loan-count-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('loan.hand.counted')}</h2>
      <dl className="facts">
        <dt>{t('loan.detail.dossier')}</dt>
        <dd><span className="code">{loan.dossier?.number}</span><div>{loan.dossier?.plate ?? loan.dossier?.vin} · {loan.dossier?.model}</div></dd>
        <dt>{t('loan.detail.extent')}</dt>
        <dd>{extentText(t, loan)} · {t(`loan.place.${loan.place}`)} · {loan.place === 'out' ? t('loan.days', { count: loan.days }) : t('loan.sameDay')}</dd>
        <dt>{t('loan.detail.purpose')}</dt>
        <dd>{loan.purpose}</dd>
      </dl>
      {loan.bound.length > 0 && (
        <Alert
          type="info" showIcon className="note" title={t('loan.bound.title')}
          description={boundText(t, loan).map((line) => <div key={line}>{line}</div>)}
        />
      )}
      {!loan.whole && <Papers way={way} loan={loan} handing={handing} problem={problems.papers} onGive={onGive} />}
      <Field id={`${id}-pages`} label={t('loan.hand.pages')} problem={problems.pages}>
        <InputNumber
          id={`${id}-pages`}
          min={0} max={LOAN_LIMITS.pages} precision={0} value={handing.pages}
          status={problems.pages === undefined ? '' : 'error'}
          onChange={(pages) => onGive({ pages })}
        />
        {loan.out !== null && (
          <span className="faint"> {t('loan.hand.pagesOut', { count: loan.out.pages, condition: t(`loan.condition.${loan.out.condition}`) })}</span>
        )}
      </Field>
      <Field label={t('loan.hand.condition')} problem={problems.condition}>
        <Radio.Group
          aria-label={t('loan.hand.condition')}
          value={handing.condition}
          options={LOAN_CONDITIONS.map((each) => ({ value: each, label: t(`loan.condition.${each}`) }))}
          onChange={({ target }: { target: { value?: Handing['condition'] } }) => onGive({ condition: target.value ?? 'sound' })}
        />
      </Field>
      {less && (
        <>
          <Alert type="warning" showIcon title={t('loan.hand.short')} className="note" />
          <Field id={`${id}-pieces`} label={t('loan.hand.pieces')} problem={problems.pieces}>
            <InputNumber
              id={`${id}-pieces`}
              min={0} max={999} precision={0} value={handing.pieces} status={problems.pieces === undefined ? '' : 'error'}
              onChange={(pieces) => onGive({ pieces: pieces ?? 0 })}
            />
          </Field>
        </>
      )}
      <Field id={`${id}-remark`} label={t('loan.hand.remark')} problem={problems.remark}>
        <Input.TextArea
          id={`${id}-remark`}
          maxLength={500} autoSize={{ minRows: 1, maxRows: 3 }} value={handing.remark} status={problems.remark === undefined ? '' : 'error'}
          onChange={(event) => onGive({ remark: event.target.value })}
        />
      </Field>
    </section>
  )
}

type FieldProps = { id?: string; label: string; problem: string | undefined; children: ReactNode }

function Field({ id, label, problem, children }: FieldProps) {
  return (
    <div className="loan-field">
      {id === undefined ? <span>{label}</span> : <label htmlFor={id}>{label}</label>}
      <div>{children}</div>
      {problem !== undefined && <p className="late" role="alert"><ProblemText code={problem} /></p>}
    </div>
  )
}

type PapersProps = Pick<CountPartProps, 'way' | 'loan' | 'handing' | 'onGive'> & { problem: string | undefined }

function Papers({ way, loan, handing: { ticked }, problem, onGive }: PapersProps) {
  const { t } = useTranslation()
  const papers = papersAtHand(loan, way)
  const all = papers.map(keyOf)
  return (
    <Field label={t(way === 'out' ? 'loan.hand.papers' : 'loan.hand.papersBack')} problem={problem}>
      <Button size="small" disabled={all.every((key) => ticked.includes(key))} onClick={() => onGive({ ticked: all })}>{t('loan.hand.allPapers')}</Button>
      <ul className="loan-ticks">
        {papers.map((paper) => (
          <li key={keyOf(paper)}>
            <Checkbox
              checked={ticked.includes(keyOf(paper))}
              onChange={({ target }) => onGive({ ticked: target.checked ? [...ticked, keyOf(paper)] : ticked.filter((key) => key !== keyOf(paper)) })}
            >
              {paperName(t, paper.code)} <span className="faint code">{paper.recordNumber}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </Field>
  )
}
