// The scan inbox: what came from the watched folder, and the tray of pages that no cover sheet places (rule H4).
import { Button, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFreshly } from '../../app/answer.ts'
import { Answered } from '../../components/Answered.tsx'
import { Page } from '../../components/Page.tsx'
import { ChooseFolder } from './ChooseFolder.tsx'
import { Discarded } from './Discarded.tsx'
import { Files } from './Files.tsx'
import { FolderState } from './FolderState.tsx'
import { Tray } from './Tray.tsx'
import './inbox.css'

/** So often the tray is asked for what the scanner has brought. */
const EVERY = 2000

export function Inbox() {
  const { t } = useTranslation()
  const answer = useFreshly('inbox.list', {}, EVERY)
  const [choosing, setChoosing] = useState(false)
  const { reload } = answer
  return (
    <Page title={t('inbox.title')} actions={<Button onClick={() => setChoosing(true)}>{t('inbox.folder.choose')}</Button>}>
      <Answered answer={answer}>
        {(inbox) => (
          <>
            <FolderState inbox={inbox} />
            <Tabs
              size="small"
              destroyOnHidden
              items={[
                { key: 'tray', label: t('inbox.tab.tray', { count: inbox.waiting.length }), children: <Tray waiting={inbox.waiting} onSettled={reload} /> },
                { key: 'files', label: t('inbox.tab.files'), children: <Files files={inbox.files} /> },
                { key: 'discarded', label: t('inbox.tab.discarded'), children: <Discarded onRestored={reload} /> },
              ]}
            />
            {choosing && (
              <ChooseFolder
                folder={inbox.folder}
                onDone={() => {
                  setChoosing(false)
                  reload()
                }}
                onCancel={() => setChoosing(false)}
              />
            )}
          </>
        )}
      </Answered>
    </Page>
  )
}
