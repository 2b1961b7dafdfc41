// A new password and the same again, as every form that sets one asks it. The field it fills is `name`.
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { newPassword } from '#shared/contract/field.ts'
import { fieldProblem, schemaRule } from '../../components/form.ts'

export function NewPassword({ name }: { name: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name={name} label={t('session.password.next')} extra={t('session.password.hint')} rules={[schemaRule(newPassword)]}>
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
