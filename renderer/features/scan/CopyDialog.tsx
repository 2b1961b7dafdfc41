// A copy of pages (rule S4): which, what for, for whom and how. Whoever has authority over copies of that level makes it at once; everybody
// else asks for it.
import { App, Button, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { copyPurpose, copyReason, copyRecipient } from '#shared/contract/copy.ts'
import type { Output } from '#shared/contract/index.ts'
import { COPY_FORMS, COPY_LIMITS, type CopyForm } from '#shared/domain/copy.ts'
import type { Id } from '#shared/domain/id.ts'
import { useAct, useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'
import { FormDialog } from '../../components/FormDialog.tsx'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { printPaths } from '../../print/paths.ts'
import { call } from '../../api.ts'

export type CopyChoice = { key: 'selected' | 'current' | 'paper' | 'all'; scanIds: readonly Id<'scan'>[] }

type Values = { choice: CopyChoice['key']; purpose: string; recipient: string; form: CopyForm; reason?: string }

type CopyDialogProps = {
  recordId: Id<'record'>
  /** What may be copied, the likeliest first; each with at least one page. */
  choices: readonly CopyChoice[]
  onClose: () => void
}

export function CopyDialog({ recordId, choices, onClose }: CopyDialogProps) {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const [, navigate] = useLocation()
  const [form] = Form.useForm<Values>()
  const [first] = choices.filter(({ scanIds }) => scanIds.length <= COPY_LIMITS.pages)
  const chosen = Form.useWatch('choice', form) ?? first?.key
  const pagesOf = (key: CopyChoice['key'] | undefined): Id<'scan'>[] => [...(choices.find((choice) => choice.key === key)?.scanIds ?? [])]
  const scanIds = pagesOf(chosen)
  const meant = useAnswer('copy.meant', scanIds.length === 0 ? null : { recordId, scanIds })
  const { value } = meant
  const own = value !== null && value.authority !== null
  const act = useAct(async ({ choice, reason = '', ...values }: Values) => {
    const wanted = { recordId, scanIds: pagesOf(choice), ...values }
    if (own) {
      const { copyId } = await call('copy.makeOwn', { ...wanted, reason })
      navigate(printPaths.copy(copyId))
      return
    }
    const { number } = await call('copy.request', wanted)
    notification.success({
      title: t('copy.dialog.asked', { number }),
      actions: <Button size="small" onClick={() => navigate(paths.copies('mine'))}>{t('copy.tab.mine')}</Button>,
    })
    onClose()
  }, (error) => applyFieldProblems(form, error))
  return (
    <FormDialog<Values>
      name="copy-scans"
      title={t('copy.dialog.title')}
      submit={t(own ? 'copy.dialog.make' : 'copy.dialog.ask')}
      form={form}
      initialValues={{ ...(first === undefined ? {} : { choice: first.key }), purpose: '', recipient: '', form: 'print', reason: '' }}
      ready={value !== null}
      act={act}
      onCancel={onClose}
    >
      <p>{t('copy.dialog.intro')}</p>
      <ErrorNote error={meant.error} />
      <Form.Item name="choice" label={t('copy.dialog.pages')}>
        <Radio.Group
          vertical
          aria-label={t('copy.dialog.pages')}
          options={choices.map((choice) => ({
            value: choice.key,
            label: `${t(`copy.dialog.choice.${choice.key}`, { count: choice.scanIds.length })}${choice.scanIds.length > COPY_LIMITS.pages ? ` · ${t('copy.dialog.tooMany', { count: COPY_LIMITS.pages })}` : ''}`,
            disabled: choice.scanIds.length > COPY_LIMITS.pages,
          }))}
        />
      </Form.Item>
      <Form.Item name="purpose" label={t('copy.dialog.purpose')} required rules={[schemaRule(copyPurpose)]}>
        <Input maxLength={200} placeholder={t('copy.dialog.purposeHint')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="recipient" label={t('copy.dialog.recipient')} required rules={[schemaRule(copyRecipient)]}>
        <Input maxLength={80} placeholder={t('copy.dialog.recipientHint')} autoComplete="off" />
      </Form.Item>
      <Form.Item name="form" label={t('copy.dialog.form')}>
        <Radio.Group aria-label={t('copy.dialog.form')} options={COPY_FORMS.map((each) => ({ value: each, label: t(`copy.form.${each}`) }))} />
      </Form.Item>
      {own && value.reasonDue && (
        <Form.Item
          name="reason"
          label={t('copy.dialog.reason')}
          required
          rules={[schemaRule(copyReason), { required: true, whitespace: true, message: fieldProblem('text.required') }]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      )}
      <p className="faint">{value === null ? ' ' : <Meant meant={value} />}</p>
    </FormDialog>
  )
}

/** How secret it is, and who decides. */
function Meant({ meant: { level, authority, reasonDue } }: { meant: Output<'copy.meant'> }) {
  const { t } = useTranslation()
  const rule = authority === null
    ? t(reasonDue ? 'copy.dialog.byManager' : 'copy.dialog.byOthers')
    : t('copy.dialog.byOwn', { authority: t(`copy.authority.${authority}`) })
  return <>{t('copy.dialog.level', { level: t(`dossier.secrecy.${level}`) })} · {rule}</>
}
