// One act on a loan that takes a dialog: approve, decline, withdraw, name, renew, recall, report lost, found again (rules L2 to L4, V7).
import { App, Form, Input, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { LoanView } from '#shared/contract/loan.ts'
import { note, requiredLine } from '#shared/contract/field.ts'
import { LOAN_CONDITIONS, LOAN_LIMITS, type LoanAct, type LoanCondition } from '#shared/domain/loan.ts'
import { useAct } from '../../app/answer.ts'
import { useScanned } from '../../app/scanner.ts'
import { applyFieldProblems, fieldProblem, schemaRule } from '../../components/form.ts'
import { FormDialog } from '../../components/FormDialog.tsx'
import { call } from '../../api.ts'
import { typedOf } from './requestValues.ts'

/** `agree` is `approve` to whoever gives it; handing out and giving back are signed on a screen of their own. */
export type DialogAct = Exclude<LoanAct, 'agree' | 'handOut' | 'giveBack'>

type Lent = Pick<LoanView, 'id' | 'number' | 'asked'>
type Values = { remark: string; dossier: string; days: number; pieces: number; pages: number; condition: LoanCondition }

/** The pages found are counted, never presumed. */
const START: Omit<Values, 'pages'> = { remark: '', dossier: '', days: 5, pieces: 1, condition: 'sound' }
/** What the fields of other acts would hold. */
const BLANK: Values = { ...START, pages: 0 }
/** Acts that undo or blame. */
const GRAVE: readonly DialogAct[] = ['decline', 'reportLost', 'withdraw']
const WITH_REASON: readonly DialogAct[] = ['decline', 'reportLost']

/** Does it, and says what came of it. */
async function send(t: TFunction, act: DialogAct, { id, number }: Lent, { remark, dossier, days, pieces, pages, condition }: Values): Promise<string> {
  const did = t(`loan.did.${act}`)
  switch (act) {
    case 'name':
      await call('loan.name', { id, dossier })
      return t('loan.dialog.done', { number, did })
    case 'approve': {
      const { waitsFor } = await call('loan.approve', { id, remark })
      return waitsFor === null ? t('loan.dialog.done', { number, did }) : t('loan.dialog.waitsFor', { number, role: t(`loan.role.${waitsFor}`) })
    }
    case 'renew': {
      const { dueOn } = await call('loan.renew', { id, days, remark })
      return t('loan.dialog.due', { number, did, date: dueOn })
    }
    case 'recall': {
      const { dueOn } = await call('loan.recall', { id, remark })
      return t('loan.dialog.due', { number, did, date: dueOn })
    }
    case 'reportLost': {
      const { violation } = await call('loan.reportLost', { id, pieces, remark })
      return violation === null ? t('loan.dialog.done', { number, did }) : t('loan.dialog.violation', { number, did, violation })
    }
    case 'find':
      await call('loan.find', { id, pages, condition, remark })
      return t('loan.dialog.done', { number, did })
    case 'decline':
    case 'withdraw':
      await call(`loan.${act}`, { id, remark })
      return t('loan.dialog.done', { number, did })
  }
}

type ActDialogProps = { loan: Lent; act: DialogAct; onClose: () => void; onDone: () => void }

export function ActDialog({ loan, act, onClose, onDone }: ActDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<Values>()
  const run = useAct(async (values: Values) => {
    void message.success(await send(t, act, loan, { ...BLANK, ...values }))
    onDone()
  }, (error) => applyFieldProblems(form, error))
  const reasoned = WITH_REASON.includes(act)
  return (
    <FormDialog<Values>
      name="loan-act"
      title={`${t(`loan.act.${act}`)} · ${loan.number}`}
      submit={t(`loan.act.${act}`)}
      danger={GRAVE.includes(act)}
      form={form}
      initialValues={START}
      act={run}
      onCancel={onClose}
    >
      {act === 'name' && <Dossier asked={loan.asked} onScanned={(text) => form.setFieldValue('dossier', text)} />}
      {act === 'recall' && <p>{t('loan.dialog.recallHint')}</p>}
      {act === 'reportLost' && <p>{t('loan.dialog.lostHint')}</p>}
      {act === 'renew' && (
        <Form.Item name="days" label={t('loan.dialog.days')} extra={t('loan.dialog.daysHint')}>
          <InputNumber min={1} max={LOAN_LIMITS.days} precision={0} />
        </Form.Item>
      )}
      {act === 'reportLost' && (
        <Form.Item name="pieces" label={t('loan.dialog.pieces')}>
          <InputNumber min={1} max={999} precision={0} />
        </Form.Item>
      )}
      {act === 'find' && (
        <>
          <Form.Item name="pages" label={t('loan.dialog.pages')} required rules={[{ required: true, message: fieldProblem('loan.pagesDue') }]}>
            <InputNumber min={0} max={LOAN_LIMITS.pages} precision={0} />
          </Form.Item>
          <Form.Item name="condition" label={t('loan.dialog.condition')}>
            <Radio.Group options={LOAN_CONDITIONS.map((each) => ({ value: each, label: t(`loan.condition.${each}`) }))} />
          </Form.Item>
        </>
      )}
      {act !== 'name' && (
        <Form.Item
          name="remark"
          label={t(`loan.say.${act}`)}
          required={reasoned}
          rules={[schemaRule(note(500)), ...(reasoned ? [{ required: true, whitespace: true, message: fieldProblem('text.required') }] : [])]}
        >
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      )}
    </FormDialog>
  )
}

function Dossier({ asked, onScanned }: { asked: string; onScanned: (text: string) => void }) {
  const { t } = useTranslation()
  useScanned((label) => onScanned(typedOf(label)))
  return (
    <>
      <p>{t('loan.dialog.asked', { asked })}</p>
      <Form.Item name="dossier" label={t('loan.dialog.dossier')} extra={t('loan.dialog.dossierHint')} required rules={[schemaRule(requiredLine(100))]}>
        <Input className="code" autoComplete="off" spellCheck={false} maxLength={100} />
      </Form.Item>
    </>
  )
}
