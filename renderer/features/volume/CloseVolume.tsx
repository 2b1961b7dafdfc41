// The closing note (备考表) is filled in and signed by both, at one desk (rule C3).
import { App, Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import type { VolumeDetail } from '#shared/contract/volume.ts'
import { permits } from '#shared/domain/role.ts'
import { isSigned, type DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { checkerProblem, NOTE_STATES, type NoteState } from '#shared/domain/volume.ts'
import { call } from '../../api.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { Page } from '../../components/Page.tsx'
import { SignSide, type SideProblems } from '../../components/SignSide.tsx'
import { asSent } from '../../components/strokes.ts'
import { termText, volumeName } from './words.ts'
import '../screens.css'
import './volume.css'

export function CloseVolume() {
  const { t } = useTranslation()
  const volumeId = idParam<'volume'>(useParams<{ id?: string }>().id)
  const answer = useAnswer('volume.get', volumeId && { id: volumeId })
  if (volumeId === null) return <NotFound />
  return (
    <Answered answer={answer}>
      {(volume) => (
        <Page title={t('volume.close.title', { number: volumeName(t, volume) })} actions={<Link href={paths.volume(volume.id)}>{t('volume.close.back')}</Link>}>
          {volume.may.includes('close') && volume.contents.length > 0
            ? <Desk volume={volume} />
            : <EmptyState title={t('volume.close.cannot', { number: volumeName(t, volume) })} text={t('volume.close.cannotText')} />}
        </Page>
      )}
    </Answered>
  )
}

type Sides = { binder: SideProblems; checker: SideProblems }

const NOTHING_WRONG: SideProblems = { person: null, password: null, drawn: null }
const NOTHING_DRAWN: DrawnSignature = { strokes: [] }
const NOTHING_SAID: Record<NoteState, string> = { missing: '', altered: '', added: '', movedOut: '', destroyed: '' }

const sideProblems = (password: string, drawn: DrawnSignature, person: string | null = null): SideProblems => (
  { person, password: password === '' ? 'text.required' : null, drawn: isSigned(drawn) ? null : 'signature.missing' }
)
const hasProblem = ({ person, password, drawn }: SideProblems): boolean => person !== null || password !== null || drawn !== null

function Desk({ volume }: { volume: VolumeDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const me = useMe()
  const fieldId = useId()
  const colleagues = useAnswer('staff.colleagues', {})
  const checkers = (colleagues.value ?? []).filter(({ id, roles }) => checkerProblem(me.id, id) === null && permits(roles, 'volume.keep'))
  const [states, setStates] = useState(NOTHING_SAID)
  const [passwords, setPasswords] = useState({ binder: '', checker: '' })
  const [checkerLogin, setCheckerLogin] = useState<string | null>(null)
  const [binderDrawn, setBinderDrawn] = useState(NOTHING_DRAWN)
  const [checkerDrawn, setCheckerDrawn] = useState(NOTHING_DRAWN)
  const [problems, setProblems] = useState<Sides>({ binder: NOTHING_WRONG, checker: NOTHING_WRONG })
  const sign = useAct(async () => {
    const missing: Sides = {
      binder: sideProblems(passwords.binder, binderDrawn), checker: sideProblems(passwords.checker, checkerDrawn, checkerLogin === null ? 'text.required' : null),
    }
    setProblems(missing)
    if (checkerLogin === null || hasProblem(missing.binder) || hasProblem(missing.checker)) return
    const { seq } = await call('volume.close', {
      id: volume.id, states, binderPassword: passwords.binder, binderDrawn: asSent(binderDrawn), checkerLogin, checkerPassword: passwords.checker, checkerDrawn: asSent(checkerDrawn),
    })
    void message.success(t('volume.note.signed', { seq }))
    navigate(paths.volume(volume.id))
  }, (error) => {
    const of = (field: string): string | null => error.details.fields?.find(({ path }) => path[0] === field)?.problem ?? null
    const found: Sides = {
      binder: { person: null, password: of('binderPassword'), drawn: of('binderDrawn') },
      checker: { person: of('checkerLogin'), password: of('checkerPassword'), drawn: of('checkerDrawn') },
    }
    setProblems(found)
    return hasProblem(found.binder) || hasProblem(found.checker)
  })
  const checker = checkers.find(({ login }) => login === checkerLogin)
  return (
    <div className="sign volume-desk">
      <section className="sign-summary" aria-labelledby={`${fieldId}-title`}>
        <h2 id={`${fieldId}-title`}>{t('volume.close.summary')}</h2>
        <dl className="facts">
          <dt>{t('volume.column.number')}</dt><dd className="code">{volume.number}</dd>
          <dt>{t('volume.column.title')}</dt><dd>{volume.title}</dd>
          <dt>{t('volume.column.term')}</dt><dd>{termText(t, volume.term)}</dd>
          <dt>{t('volume.column.pieces')}</dt><dd>{t('volume.note.counts', { pieces: volume.pieces, pages: volume.pages })}</dd>
        </dl>
        <p className="faint">{t('volume.close.stateHint')}</p>
        {NOTE_STATES.map((state) => (
          <div key={state} className="volume-state-field">
            <label htmlFor={`${fieldId}-${state}`}>{t(`volume.close.state.${state}`)}</label>
            <Input id={`${fieldId}-${state}`} size="small" maxLength={200} value={states[state]} onChange={(event) => setStates({ ...states, [state]: event.target.value })} />
          </div>
        ))}
      </section>
      <div className="sign-desk">
        <SignSide
          title={t('volume.close.binder')} person={<strong>{me.name} · {me.department.name}</strong>}
          password={{ label: t('handover.sign.password', { name: me.name }), value: passwords.binder, onChange: (binder) => setPasswords({ ...passwords, binder }) }}
          onDrawn={setBinderDrawn} problems={problems.binder}
        />
        <SignSide
          title={t('volume.close.checker')}
          person={(
            <Select<string>
              aria-label={t('volume.close.chooseChecker')} placeholder={t('volume.close.chooseChecker')} showSearch={{ optionFilterProp: 'label' }} value={checkerLogin}
              options={checkers.map(({ login, name, department }) => ({ value: login, label: `${name} · ${department.name} · ${login}` }))}
              onChange={(to) => {
                setCheckerLogin(to)
                setPasswords({ ...passwords, checker: '' })
              }}
            />
          )}
          password={{
            label: t('handover.sign.password', { name: checker?.name ?? t('volume.close.checker') }), value: passwords.checker,
            onChange: (typed) => setPasswords({ ...passwords, checker: typed }),
          }}
          onDrawn={setCheckerDrawn} problems={problems.checker}
        />
        <p className="sign-statement">{t('volume.close.statement')}</p>
        <div className="sign-note"><ErrorNote error={sign.error} /></div>
        <div className="sign-acts">
          <Button onClick={() => navigate(paths.volume(volume.id))}>{t('common.cancel')}</Button>
          <Button type="primary" size="large" loading={sign.running} onClick={() => void sign.run()}>{t('volume.close.submit')}</Button>
        </div>
      </div>
    </div>
  )
}
