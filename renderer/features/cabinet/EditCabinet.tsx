// A cabinet's room and code. With a new code all its labels are printed anew: how many, the answer says.
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { cabinetContract, type DrawnView } from '#shared/contract/cabinet.ts'
import { call } from '../../api.ts'
import { useAct } from '../../app/answer.ts'
import { applyFieldProblems, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'

type Values = { room: string; code: string }

const { room, code } = cabinetContract['cabinet.update'].input.shape

type EditCabinetProps = { cabinet: DrawnView; onClose: () => void; onChanged: (code: string, labels: number) => void }

export function EditCabinet({ cabinet, onClose, onChanged }: EditCabinetProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const act = useAct(
    async (given: Values) => {
      const { labels } = await call('cabinet.update', { id: cabinet.id, ...given })
      onChanged(code.parse(given.code), labels)
    },
    (error) => applyFieldProblems(form, error),
  )
  return (
    <FormDialog<Values>
      name="editCabinet" title={t('cabinet.rename.title', { code: cabinet.code })} submit={t('common.save')}
      form={form} initialValues={{ room: cabinet.room, code: cabinet.code }} act={act} onCancel={onClose}
    >
      <Form.Item name="room" label={t('cabinet.form.room')} rules={[schemaRule(room)]}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="code" label={t('cabinet.form.code')} extra={t('cabinet.rename.codeHint')} rules={[schemaRule(code)]}>
        <Input className="code" maxLength={6} spellCheck={false} />
      </Form.Item>
    </FormDialog>
  )
}
