// One side of a handover: who it is, their password, their hand.
import { Input } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { ProblemText, problemText } from '../../components/ProblemText.tsx'
import { SignaturePad } from '../../components/SignaturePad.tsx'
import type { SideProblems } from './signing.ts'

type SignSideProps = {
  title: string
  /** The name, or the choice of it. */
  person: ReactNode
  passwordLabel: string
  password: string
  onPassword: (password: string) => void
  onDrawn: (drawn: DrawnSignature) => void
  problems: SideProblems
}

export function SignSide({ title, person, passwordLabel, password, onPassword, onDrawn, problems }: SignSideProps) {
  const { t } = useTranslation()
  const id = useId()
  const problemId = `${id}-problem`
  return (
    <section className="sign-side" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div className="sign-person">{person}</div>
      {problems.person !== null && <p className="late" role="alert"><ProblemText code={problems.person} /></p>}
      <label htmlFor={`${id}-password`}>{passwordLabel}</label>
      <Input.Password
        id={`${id}-password`}
        autoComplete="off"
        visibilityToggle={false}
        status={problems.password === null ? '' : 'error'}
        aria-invalid={problems.password !== null}
        aria-describedby={problemId}
        value={password}
        onChange={(event) => onPassword(event.target.value)}
      />
      <p className="late" id={problemId} role="alert">{problems.password !== null && <ProblemText code={problems.password} />}</p>
      <SignaturePad
        label={t('handover.sign.pad')}
        onChange={onDrawn}
        problem={problems.drawn === null ? null : problemText(problems.drawn)}
      />
    </section>
  )
}
