// A folder: typed, or chosen through the system's dialog where the shell has one.
import { Button, Form, Input, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { backupContract } from '#shared/contract/backup.ts'
import { bridge } from '../api.ts'
import { schemaRule } from './form.ts'

const { folder } = backupContract['backup.run'].input.shape

type FolderFieldProps = { name: string; label: string; extra: string }

export function FolderField({ name, label, extra }: FolderFieldProps) {
  return (
    <Form.Item name={name} label={label} extra={extra} rules={[schemaRule(folder)]}>
      <FolderInput />
    </Form.Item>
  )
}

/** `id`, `value` and `onChange` come from the form item. */
function FolderInput({ id, value, onChange }: { id?: string; value?: string; onChange?: (folder: string) => void }) {
  const { t } = useTranslation()
  const shell = bridge()
  const choose = async (): Promise<void> => {
    const chosen = await shell.chooseFolder()
    if (chosen !== null) onChange?.(chosen)
  }
  return (
    <Space.Compact block>
      <Input
        {...(id === undefined ? {} : { id })} className="code" autoComplete="off" spellCheck={false} maxLength={1000}
        value={value ?? ''} onChange={(event) => onChange?.(event.target.value)}
      />
      {shell.shell === 'desktop' && <Button onClick={() => void choose()}>{t('backup.choose')}</Button>}
    </Space.Compact>
  )
}
