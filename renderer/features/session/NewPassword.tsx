// A new password and the same again, as every form that sets one asks it. The field it fills is `name`.
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { newPassword } from '#shared/contract/field.ts'
import { wordsOf, type PasswordOwner } from '#shared/domain/password-owner.ts'
import { passwordProblem } from '#shared/domain/password.ts'
import { useSession } from '../../app/session.ts'
import { fieldProblem, problemRule } from '../../components/form.ts'

type NewPasswordProps = {
  name: string
  /** Whose it is to be, as the form stands: what is theirs is refused by the same rule as in the engine. */
  owner: () => PasswordOwner
}

export function NewPassword({ name, owner }: NewPasswordProps) {
  const { t } = useTranslation()
  const store = useSession((session) => session.archive?.store)
  const judge = (typed: unknown): string | null => {
    const judged = newPassword.safeParse(typed ?? '')
    const theirs = { ...(store && { storeName: store.name, storeCode: store.code }), ...owner() }
    return judged.success ? passwordProblem(judged.data, wordsOf(theirs)) : (judged.error.issues[0]?.message ?? null)
  }
  return (
    <>
      <Form.Item name={name} label={t('session.password.next')} extra={t('session.password.hint')} rules={[problemRule(judge)]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name={`${name}Again`}
        label={t('session.password.repeat')}
        dependencies={[name]}
        rules={[({ getFieldValue }) => ({
          validator: (_rule, value: unknown) =>
            value === getFieldValue(name) ? Promise.resolve() : Promise.reject(fieldProblem('password.differs')),
        })]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  )
}
