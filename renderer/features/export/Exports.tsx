// Complete exports: asking for one, deciding, making it into a folder, and the register of those that were made (rules S3, S4, A3).
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportView } from '#shared/contract/export.ts'
import { useAnswer } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { Page } from '../../components/Page.tsx'
import { TaskPanel } from '../backup/TaskPanel.tsx'
import { useTask } from '../backup/task.ts'
import { MakeDialog } from './MakeDialog.tsx'
import { RequestDialog } from './RequestDialog.tsx'
import { RequestTable } from './RequestTable.tsx'
import '../backup/backup.css'
import './export.css'

const LISTED = 200

type Following = { taskId: string; folder: string }

export function Exports() {
  const { t } = useTranslation()
  const answer = useAnswer('export.list', { limit: LISTED })
  const [asking, setAsking] = useState(false)
  const [making, setMaking] = useState<ExportView | null>(null)
  const [begun, setBegun] = useState<Following | null>(null)
  const following = begun ?? underWay(answer.last?.requests ?? [])
  const followed = useTask(following?.taskId ?? null)
  const highest = answer.last?.highest ?? null

  return (
    <Page
      title={t('exports.title')}
      actions={highest !== null && <Button type="primary" onClick={() => setAsking(true)}>{t('exports.request')}</Button>}
    >
      {following !== null && (
        <TaskPanel
          key={following.taskId} taskId={following.taskId} followed={followed} target={following.folder} onEnded={answer.reload}
          onClose={() => setBegun(null)}
        />
      )}
      <p className="export-what">{t('exports.what')} {t('exports.backupInstead')}</p>
      <Alert className="note" type="warning" showIcon title={t('exports.unencrypted')} />
      {answer.value !== null && highest === null && <Alert className="note" type="info" showIcon title={t('exports.tooLittle')} />}
      <section className="panel" aria-labelledby="export-list">
        <h2 className="panel-title" id="export-list">{t('exports.list')}</h2>
        <Answered answer={answer}>
          {({ requests, more }) => (
            <>
              <RequestTable requests={requests} onMake={setMaking} onChanged={answer.reload} />
              {more && <p className="faint">{t('exports.more', { count: LISTED })}</p>}
            </>
          )}
        </Answered>
      </section>
      {asking && highest !== null && (
        <RequestDialog
          highest={highest}
          onAsked={() => {
            setAsking(false)
            answer.reload()
          }}
          onCancel={() => setAsking(false)}
        />
      )}
      {making !== null && (
        <MakeDialog
          request={making}
          onStarted={(taskId, folder) => {
            setMaking(null)
            setBegun({ taskId, folder })
            answer.reload()
          }}
          onCancel={() => setMaking(null)}
        />
      )}
    </Page>
  )
}

/** What this session began before the screen was left and come back to. */
function underWay(requests: readonly ExportView[]): Following | null {
  const [first] = requests.flatMap(({ making }) => (making !== null && making.taskId !== null ? [{ taskId: making.taskId, folder: making.folder }] : []))
  return first ?? null
}
