// A page that decides on one violation after the other, as the screen does; what it asks of the engine is kept for the test to see.
import { App, Dropdown } from 'antd'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { toId } from '#shared/domain/id.ts'
import { localDate } from '#shared/domain/local-date.ts'
import type { ViolationDetail } from '#shared/contract/violation.ts'
import { DecideForm } from '../../../renderer/features/violation/DecideForm.tsx'
import { startLanguages } from '../../../renderer/i18n/index.ts'

const detail = (id: number): ViolationDetail => ({
  id: toId<'violation'>(id), number: `WG2026-000${id}`, rule: 'V1', state: 'proposed', on: localDate('2026-03-06'), month: '2026-03', monthClosed: false,
  person: { id: toId<'person'>(2), name: '单小雨', department: '销售部' }, record: null, recordHidden: false, correction: null, items: [], groundless: false,
  evidence: { dueOn: null, receivedOn: null, line: null, contactConfirmed: null, correctedOn: null, pieces: null, words: '', loan: null },
  base: 5000, nth: id, doubled: false, amount: 5000, decided: false, countChanged: false, shareRange: null, share: null, first: null, adjusts: null,
  proposedAt: 0, may: ['decide'], acts: [],
})

function Page() {
  const [id, setId] = useState(1)
  return (
    <App>
      <Dropdown menu={{ items: [{ key: 'one', label: 'menu' }] }} trigger={['click']}><button type="button">more</button></Dropdown>
      <h1>{id}</h1>
      <DecideForm key={id} violation={detail(id)} method="violation.decide" onDecided={() => setId(id + 1)} />
    </App>
  )
}

const decided: string[] = []
Object.assign(window, {
  decided,
  yidang: {
    shell: 'browser',
    call: ({ method }: { method: string }) => {
      if (method === 'violation.decide') decided.push(method)
      return Promise.resolve({ ok: true, value: method === 'draft.load' ? { value: null } : {} })
    },
  },
})
await startLanguages()
const root = document.createElement('div')
document.body.append(root)
createRoot(root).render(<Page />)
