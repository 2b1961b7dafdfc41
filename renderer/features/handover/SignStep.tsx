// Both sides sign for what was counted: each with their own password and by hand (rule H3).
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { useScanned } from '../../app/scanner.ts'
import { useMe } from '../../app/session.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { SignSide } from '../../components/SignSide.tsx'
import { asSent } from '../../components/strokes.ts'
import { call } from '../../api.ts'
import type { BundleEntry } from './bundle.ts'
import { SignSummary } from './SignSummary.tsx'
import { NO_PROBLEMS, UNSIGNED, hasProblems, missingOf, possibleGivers, problemsOf, refusedRecord, type Signing } from './signing.ts'
import { papersOf } from './ticks.ts'

type SignStepProps = {
  entries: readonly BundleEntry[]
  onBack: () => void
  onSigned: (result: Output<'handover.sign'>) => void
  /** The engine refuses the record at this place of the entries. */
  onWrongRecord: (index: number, problem: string) => void
}

export function SignStep({ entries, onBack, onSigned, onWrongRecord }: SignStepProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const me = useMe()
  const colleagues = useAnswer('staff.colleagues', {})
  const [given, setGiven] = useState<Signing>(UNSIGNED)
  const [problems, setProblems] = useState(NO_PROBLEMS)
  const givers = possibleGivers(colleagues.value ?? [], entries.map(({ record }) => record), me.id)
  const answering = entries[0]?.record.responsible.id
  const presumed = entries.every(({ record }) => record.responsible.id === answering) ? answering : undefined
  const giver = given.giver ?? givers.find((person) => person.id === presumed) ?? null
  const signing = { ...given, giver }

  const give = (part: Partial<Signing>): void => {
    setGiven((before) => ({ ...before, ...part }))
    setProblems(NO_PROBLEMS)
  }

  // A label that comes by does not take two drawn signatures away.
  useScanned(() => void message.warning(t('label.busy')))

  const sign = useAct(async () => {
    const missing = missingOf(signing)
    setProblems(missing)
    if (signing.giver === null || hasProblems(missing)) return
    onSigned(await call('handover.sign', {
      giverLogin: signing.giver.login,
      giverPassword: signing.giverPassword,
      giverDrawn: asSent(signing.giverDrawn),
      receiverPassword: signing.receiverPassword,
      receiverDrawn: asSent(signing.receiverDrawn),
      records: entries.map(({ record, ticks }) => ({ recordId: record.id, papers: papersOf(record, ticks), remark: ticks.remark })),
    }))
  }, (error) => {
    const found = problemsOf(error)
    const record = refusedRecord(error)
    if (found !== null) setProblems(found)
    else if (record !== null) onWrongRecord(record.index, record.problem)
    return found !== null || record !== null
  })

  return (
    <div className="sign">
      <SignSummary entries={entries} />
      <div className="sign-desk">
        <SignSide
          title={t('handover.sign.giver')}
          person={(
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={t('handover.sign.giverLogin')}
              placeholder={t('handover.sign.chooseGiver')}
              status={problems.giver.person === null ? '' : 'error'}
              value={giver?.id ?? null}
              options={givers.map((person) => ({
                value: person.id,
                label: `${person.name} · ${person.department.name} · ${person.login}`,
              }))}
              onChange={(id) => give({ giver: givers.find((person) => person.id === id) ?? null, giverPassword: '' })}
            />
          )}
          password={{
            label: giver === null ? t('handover.sign.passwordOfGiver') : t('handover.sign.password', { name: giver.name }),
            value: given.giverPassword,
            onChange: (giverPassword) => give({ giverPassword }),
          }}
          onDrawn={(giverDrawn) => give({ giverDrawn })}
          problems={problems.giver}
        />
        <SignSide
          title={t('handover.sign.receiver')}
          person={<strong>{me.name} · {me.department.name}</strong>}
          password={{
            label: t('handover.sign.password', { name: me.name }),
            value: given.receiverPassword,
            onChange: (receiverPassword) => give({ receiverPassword }),
          }}
          onDrawn={(receiverDrawn) => give({ receiverDrawn })}
          problems={problems.receiver}
        />
        <p className="sign-statement">{t('handover.sign.statement')}</p>
        <div className="sign-note"><ErrorNote error={sign.error ?? colleagues.error} /></div>
        <div className="sign-acts">
          <Button onClick={onBack}>{t('handover.sign.back')}</Button>
          <Button type="primary" size="large" loading={sign.running} onClick={() => void sign.run()}>{t('handover.sign.submit')}</Button>
        </div>
      </div>
    </div>
  )
}
