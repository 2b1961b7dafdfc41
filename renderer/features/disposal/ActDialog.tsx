// Submitting, approving, sending back, withdrawing a destruction list, each with a remark; going back needs one (rule R2).
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { disposalContract, type DisposalDetail } from '#shared/contract/disposal.ts'
import { call } from '../../api.ts'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'

export type ListAct = 'submit' | 'approve' | 'decline' | 'withdraw'

const { remark: schema } = disposalContract['disposal.submit'].input.shape

type ActDialogProps = { detail: DisposalDetail; act: ListAct; onClose: () => void; onDone: () => void }

export function ActDialog({ detail: { id, number, state }, act, onClose, onDone }: ActDialogProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const named = act === 'approve' && state === 'submitted' ? 'endorse' : act
  return (
    <ReasonDialog
      name={`disposal-${act}`}
      about={number}
      title={`${t(`disposal.act.${named}`)} · ${number}`}
      submit={t(`disposal.act.${named}`)}
      danger={act === 'withdraw'}
      label={t('disposal.remark')}
      field="remark"
      schema={schema}
      longest={500}
      optional={act === 'submit' || act === 'approve'}
      onReason={async (remark) => {
        const answer = await call(`disposal.${act}`, { id, remark })
        const dropped = 'dropped' in answer ? answer.dropped : 0
        void message.success(t('disposal.done', { number, did: t(`disposal.did.${named}`) }))
        if (dropped > 0) void message.warning(t('disposal.droppedNow', { count: dropped }))
        onDone()
      }}
      onCancel={onClose}
    >
      <p>{t(`disposal.actText.${act}`)}</p>
    </ReasonDialog>
  )
}
