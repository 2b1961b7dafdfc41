// Deadlines and amounts: what holds today, what is coming, what waits, what was changed before (RULES "Figures are defaults").
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'
import type { PolicyChangeView } from '#shared/contract/policy.ts'
import { figuresOf, policyDifference, type Policy } from '#shared/domain/policy.ts'
import { useAnswer } from '../../app/answer.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { History, Waiting } from './Changes.tsx'
import { FIGURE_GROUPS, figureText, RULE_OF } from './figure.ts'
import { useKeptForm } from './kept.ts'
import { ProposePolicy } from './ProposePolicy.tsx'

type Shown = Output<'policy.show'>

export function PolicyPart() {
  const answer = useAnswer('policy.show', {})
  return <Answered answer={answer}>{(shown) => <Policies shown={shown} onChanged={answer.reload} />}</Answered>
}

function Policies({ shown, onChanged }: { shown: Shown; onChanged: () => void }) {
  const { t } = useTranslation()
  const today = useToday()
  const mayPropose = usePermits('policy.propose')
  const [proposing, setProposing] = useKeptForm('policy')
  const { present, changes } = shown
  const waits = changes.some(({ state }) => state === 'proposed')
  const approved = changes.filter(({ state }) => state === 'approved')
  // The newest approved for a day stands first; one it replaced before it began is history only.
  const coming = approved.filter(({ fromOn }, at) => fromOn > today && approved.findIndex((other) => other.fromOn === fromOn) === at).toReversed()
  return (
    <>
      <p className="faint settings-about">{t('policy.about')}</p>
      <Waiting changes={changes} onChanged={onChanged} renderWhat={renderChange} />
      <section className="panel" aria-labelledby="policy-present">
        <div className="settings-head">
          <h2 className="panel-title" id="policy-present">{t('policy.present')}</h2>
          {mayPropose && <Button type="primary" disabled={waits} onClick={() => setProposing(true)}>{t('policy.propose')}</Button>}
        </div>
        {mayPropose && waits && <Alert className="note" type="info" showIcon title={t('policy.oneWaits')} />}
        <FigureTable present={present} coming={coming} />
      </section>
      <History title={t('policy.history')} changes={changes} empty={t('policy.historyEmpty')} onChanged={onChanged} renderWhat={renderChange} />
      {proposing && mayPropose && !waits && (
        <ProposePolicy
          start={approved[0]?.policy ?? present}
          onClose={(proposed) => {
            setProposing(false)
            if (proposed) onChanged()
          }}
        />
      )}
    </>
  )
}

const renderChange = ({ before, policy }: PolicyChangeView) => <PolicyDifference before={before} after={policy} />

function FigureTable({ present, coming }: { present: Policy; coming: readonly { fromOn: string; policy: Policy }[] }) {
  const { t } = useTranslation()
  const columns = [figuresOf(present), ...coming.map(({ policy }) => figuresOf(policy))]
  return (
    <table className="settings-table">
      <thead>
        <tr>
          <th scope="col">{t('policy.column.figure')}</th>
          <th scope="col">{t('policy.column.rule')}</th>
          <th scope="col" className="settings-value">{t('policy.column.today')}</th>
          {coming.map(({ fromOn }) => <th scope="col" className="settings-value" key={fromOn}>{t('policy.column.from', { date: fromOn })}</th>)}
        </tr>
      </thead>
      {FIGURE_GROUPS.map(({ key, figures }) => (
        <tbody key={key}>
          <tr><th scope="colgroup" colSpan={3 + coming.length} className="settings-group">{t(`policy.group.${key}`)}</th></tr>
          {figures.map((figure) => (
            <tr key={figure}>
              <th scope="row">{t(`policy.figure.${figure}`)}</th>
              <td className="code">{RULE_OF[figure]}</td>
              {columns.map((values, at) => (
                // Columns follow each other in time and never change places.
                <td key={coming[at - 1]?.fromOn ?? 'today'} className={`settings-value${at > 0 && values[figure] !== columns[at - 1]?.[figure] ? ' settings-changed' : ''}`}>
                  {figureText(t, figure, values[figure])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function PolicyDifference({ before, after }: { before: Policy; after: Policy }) {
  const { t } = useTranslation()
  const difference = policyDifference(before, after)
  if (difference.length === 0) return <span className="faint">{t('policy.change.none')}</span>
  return (
    <ul className="settings-difference">
      {difference.map(({ figure, before: old, after: now }) => (
        <li key={figure}>
          {t(`policy.figure.${figure}`)}{' '}
          <strong>{t('policy.arrow', { before: figureText(t, figure, old), after: figureText(t, figure, now) })}</strong>
        </li>
      ))}
    </ul>
  )
}
