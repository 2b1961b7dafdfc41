// Carrying a destruction list out: who does it and two witnesses (监销人) sign, each with hand and password (rule R2).
import { Alert, App, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisposalDetail } from '#shared/contract/disposal.ts'
import { DESTRUCTION_WAYS, type DestructionWay } from '#shared/domain/disposal.ts'
import { isSigned, type DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useMe } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { NOTHING_DRAWN } from '../../components/strokes.ts'
import { SignSide, type SideProblems } from '../../components/SignSide.tsx'
import { sideProblems } from './problems.ts'

const PARTIES = ['keeper', 'witness1', 'witness2'] as const
export type SigningParty = (typeof PARTIES)[number]

type Hand = { login: string; password: string; drawn: DrawnSignature }
type Hands = Record<SigningParty, Hand>

const UNSIGNED: Hand = { login: '', password: '', drawn: NOTHING_DRAWN }
const NO_PROBLEM: SideProblems = { person: null, password: null, drawn: null }
const NO_PROBLEMS: Record<SigningParty, SideProblems> = { keeper: NO_PROBLEM, witness1: NO_PROBLEM, witness2: NO_PROBLEM }

/** What is missing on a side before it is sent. */
function missingOf(party: SigningParty, { login, password, drawn }: Hand): SideProblems {
  return {
    person: party !== 'keeper' && login === '' ? 'text.required' : null, password: password === '' ? 'text.required' : null, drawn: isSigned(drawn) ? null : 'signature.missing',
  }
}

const isWrong = ({ person, password, drawn }: SideProblems): boolean => person !== null || password !== null || drawn !== null

export function SignDesk({ detail, onClose, onSigned }: { detail: DisposalDetail; onClose: () => void; onSigned: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const colleagues = useAnswer('staff.colleagues', {})
  const [way, setWay] = useState<DestructionWay>('shredded')
  const [hands, setHands] = useState<Hands>({ keeper: { ...UNSIGNED, login: me.login }, witness1: UNSIGNED, witness2: UNSIGNED })
  const [problems, setProblems] = useState(NO_PROBLEMS)
  const { id, number, draftedBy, endorsedBy, approvedBy } = detail
  const give = (party: SigningParty, part: Partial<Hand>): void => {
    setHands((before) => ({ ...before, [party]: { ...before[party], ...part } }))
    setProblems(NO_PROBLEMS)
  }
  const sign = useAct(async () => {
    const { keeper, witness1, witness2 } = hands
    const missing = { keeper: missingOf('keeper', keeper), witness1: missingOf('witness1', witness1), witness2: missingOf('witness2', witness2) }
    setProblems(missing)
    if (PARTIES.some((party) => isWrong(missing[party]))) return
    const { destroyed } = await call('disposal.carryOut', {
      id, way, keeperPassword: keeper.password, keeperDrawn: drawnOf(keeper), witness1Login: witness1.login, witness1Password: witness1.password, witness1Drawn: drawnOf(witness1),
      witness2Login: witness2.login, witness2Password: witness2.password, witness2Drawn: drawnOf(witness2),
    })
    void message.success(t('disposal.sign.done', { number, count: destroyed }))
    onSigned()
  }, (error) => {
    const found = sideProblems(error)
    if (found !== null) setProblems(found)
    return found !== null
  })
  // Whoever listed or approved it does not witness it.
  const barred: readonly number[] = [me.id, draftedBy.id, endorsedBy?.id ?? 0, approvedBy?.id ?? 0]
  const people = (colleagues.value ?? []).filter((person) => !barred.includes(person.id))
  const nameOf = (login: string): string => people.find((person) => person.login === login)?.name ?? ''
  const witness = (party: 'witness1' | 'witness2', other: string) => (
    <SignSide
      title={t('disposal.sign.witness', { number: party === 'witness1' ? 1 : 2 })}
      person={(
        <Select<string>
          className="disposal-witness"
          aria-label={t('disposal.sign.witness', { number: party === 'witness1' ? 1 : 2 })}
          placeholder={t('disposal.sign.choose')}
          {...(hands[party].login === '' ? {} : { value: hands[party].login })}
          onChange={(login) => give(party, { login, password: '' })}
          showSearch={{ optionFilterProp: 'label' }}
          options={people.filter(({ login }) => login !== other).map(({ login, name, department }) => ({ value: login, label: `${name} · ${department.name}` }))}
        />
      )}
      password={{
        label: nameOf(hands[party].login) === '' ? t('disposal.sign.passwordOf') : t('disposal.sign.password', { name: nameOf(hands[party].login) }), value: hands[party].password,
        onChange: (password) => give(party, { password }),
      }}
      onDrawn={(drawn) => give(party, { drawn })}
      problems={problems[party]}
    />
  )
  return (
    <section className="panel disposal-sign" aria-labelledby="disposal-sign">
      <h2 id="disposal-sign" className="panel-title">{t('disposal.sign.title')}</h2>
      <Alert className="note" type="warning" showIcon title={t('disposal.sign.warning')} description={t('disposal.sign.statement')} />
      <p>
        <label htmlFor="disposal-way">{t('disposal.sign.way')}</label>{' '}
        <Select<DestructionWay> id="disposal-way" value={way} onChange={setWay} options={DESTRUCTION_WAYS.map((value) => ({ value, label: t(`disposal.sign.ways.${value}`) }))} />
      </p>
      <div className="disposal-hands">
        <SignSide
          title={t('disposal.sign.keeper')}
          person={<strong>{me.name} · {me.department.name}</strong>}
          password={{ label: t('disposal.sign.password', { name: me.name }), value: hands.keeper.password, onChange: (password) => give('keeper', { password }) }}
          onDrawn={(drawn) => give('keeper', { drawn })}
          problems={problems.keeper}
        />
        {witness('witness1', hands.witness2.login)}
        {witness('witness2', hands.witness1.login)}
      </div>
      <ErrorNote error={sign.error} />
      <div className="disposal-send">
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="primary" danger size="large" loading={sign.running} onClick={() => void sign.run()}>{t('disposal.sign.submit')}</Button>
      </div>
    </section>
  )
}

const drawnOf = ({ drawn }: Hand): { strokes: number[][] } => ({ strokes: drawn.strokes.map((stroke) => [...stroke]) })
