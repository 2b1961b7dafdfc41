// One side of what two people sign: who it is, their password, their hand. Whoever is none of the staff signs by hand alone.
import { Input } from 'antd'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrawnSignature } from '#shared/domain/sign-in-book.ts'
import { ProblemText, problemText } from './ProblemText.tsx'
import { SignaturePad } from './SignaturePad.tsx'
import './sign-side.css'

/** Problem codes at what a side was asked for; null where nothing is wrong. */
export type SideProblems = { person: string | null; password: string | null; drawn: string | null }

type SignSideProps = {
  title: string
  /** The name, or the choice of it. */
  person: ReactNode
  /** Null: nothing is proven by one. */
  password: { label: string; value: string; onChange: (password: string) => void } | null
  onDrawn: (drawn: DrawnSignature) => void
  problems: SideProblems
}

export function SignSide({ title, person, password, onDrawn, problems }: SignSideProps) {
  const { t } = useTranslation()
  const id = useId()
  const problemId = `${id}-problem`
  return (
    <section className="sign-side" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <div className="sign-person">{person}</div>
      {problems.person !== null && <p className="late" role="alert"><ProblemText code={problems.person} /></p>}
      {password !== null && (
        <>
          <label htmlFor={`${id}-password`}>{password.label}</label>
          <Input.Password
            id={`${id}-password`}
            autoComplete="off"
            visibilityToggle={false}
            status={problems.password === null ? '' : 'error'}
            aria-invalid={problems.password !== null}
            aria-describedby={problemId}
            value={password.value}
            onChange={(event) => password.onChange(event.target.value)}
          />
          <p className="late" id={problemId} role="alert">{problems.password !== null && <ProblemText code={problems.password} />}</p>
        </>
      )}
      <SignaturePad
        label={t('handover.sign.pad')}
        onChange={onDrawn}
        problem={problems.drawn === null ? null : problemText(problems.drawn)}
      />
    </section>
  )
}
