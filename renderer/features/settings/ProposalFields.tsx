// From when a proposed change is to hold, and why: for the figures as for a checklist.
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { policyContract } from '#shared/contract/policy.ts'
import { useToday } from '../../app/session.ts'
import { DayPicker } from '../../components/DayPicker.tsx'
import { schemaRule } from '../../components/form.ts'

export type Proposal = { fromOn: string; reason: string }

/** As a draft keeps it. */
export const keptProposal = z.object({ fromOn: z.string(), reason: z.string() })

const { fromOn, reason } = policyContract['policy.propose'].input.shape

/** `hint`: what a day means for that kind of change. */
export function ProposalFields({ hint }: { hint: string }) {
  const { t } = useTranslation()
  return (
    <div className="field-grid">
      <Form.Item name="fromOn" label={t('policy.fromOn')} extra={hint} rules={[schemaRule(fromOn)]} required>
        <DayPicker earliest={useToday()} />
      </Form.Item>
      <Form.Item name="reason" label={t('policy.reason')} rules={[schemaRule(reason)]} required>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={200} />
      </Form.Item>
    </div>
  )
}
