// Beside a request: which dossier it would be of and who would have to approve, before it is sent (rules L2, S1).
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { problemText } from '../../components/ProblemText.tsx'
import { forbidden, type Meant, type RequestValues } from './requestValues.ts'
import { approverText } from './words.ts'

const RULES = ['own', 'other', 'outsider', 'level'] as const

export function MeantPanel({ values, meant }: { values: RequestValues; meant: Meant | null }) {
  const { t } = useTranslation()
  const dossier = meant?.dossier ?? null
  const problem = forbidden(values, dossier?.secrecy ?? null)
  return (
    <aside className="panel loan-meant" aria-labelledby="loan-meant" aria-live="polite">
      <h2 id="loan-meant" className="panel-title">{t('loan.meant.title')}</h2>
      {values.dossier.trim() === '' && <p className="faint">{t('loan.meant.nothing')}</p>}
      {values.dossier.trim() !== '' && meant !== null && dossier === null && <Alert type="info" showIcon title={t('loan.meant.hidden')} className="note" />}
      {dossier !== null && (
        <dl className="facts">
          <dt>{t('loan.meant.number')}</dt>
          <dd className="code">{dossier.number}</dd>
          <dt>{t('loan.meant.car')}</dt>
          <dd>{dossier.plate ?? t('dossier.noPlate')} · {dossier.model}<div className="code faint">{dossier.vin}</div></dd>
          <dt>{t('loan.meant.owner')}</dt>
          <dd>{dossier.ownerName}</dd>
          <dt>{t('loan.meant.secrecy')}</dt>
          <dd>{t(`dossier.secrecy.${dossier.secrecy}`)}</dd>
        </dl>
      )}
      {meant?.out === true && <Alert type="warning" showIcon title={t('loan.meant.out')} className="note" />}
      {problem !== null && <Alert type="error" showIcon title={problemText(problem)} className="note" role="alert" />}
      {meant !== null && meant.steps.length > 0
        ? (
          <>
            <h3 className="loan-head">{t('loan.meant.steps')}</h3>
            <ol className="loan-steps">{meant.steps.map((step) => <li key={step.role}>{approverText(t, step)}</li>)}</ol>
          </>
        )
        : (
          <>
            <h3 className="loan-head">{t('loan.meant.stepsHidden')}</h3>
            <ul className="loan-steps">{RULES.map((rule) => <li key={rule}>{t(`loan.meant.rule.${rule}`)}</li>)}</ul>
          </>
        )}
      <p className="faint">{t('loan.meant.own')}</p>
    </aside>
  )
}
