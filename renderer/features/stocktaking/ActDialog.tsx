// Finishing, counting on, closing, abandoning a stock-taking, each with a remark; giving up needs one.
import { useTranslation } from 'react-i18next'
import { stocktakingContract, type StocktakingDetail } from '#shared/contract/stocktaking.ts'
import type { StocktakingAct } from '#shared/domain/stocktaking.ts'
import { call } from '../../api.ts'
import { ReasonDialog } from '../../components/ReasonDialog.tsx'
import { useSaid } from './said.ts'

const { remark: schema } = stocktakingContract['stocktaking.abandon'].input.shape

type ActDialogProps = { detail: StocktakingDetail; act: StocktakingAct; onClose: () => void; onDone: () => void }

export function ActDialog({ detail: { id, number, counts }, act, onClose, onDone }: ActDialogProps) {
  const { t } = useTranslation()
  const { say } = useSaid()
  return (
    <ReasonDialog
      name={`stocktaking-${act}`}
      about={number}
      title={`${t(`stocktaking.act.${act}`)} · ${number}`}
      submit={t(`stocktaking.act.${act}`)}
      danger={act === 'abandon'}
      label={t('stocktaking.actRemark')}
      field="remark"
      schema={schema}
      longest={500}
      optional={act !== 'abandon'}
      onReason={async (remark) => {
        await call(`stocktaking.${act}`, { id, remark })
        say(t('stocktaking.done', { number, did: t(`stocktaking.did.${act}`) }))
        onDone()
      }}
      onCancel={onClose}
    >
      <p>{t(`stocktaking.actText.${act}`, { expected: counts.expected, out: counts.out, found: counts.found })}</p>
    </ReasonDialog>
  )
}
