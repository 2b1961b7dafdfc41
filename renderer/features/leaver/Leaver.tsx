// The leaver's list: what is still in a person's hands, to be settled before they leave (rule H6).
import { Button } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { printPaths } from '../../print/paths.ts'
import { isSettled, LeaverTables } from './LeaverTables.tsx'
import '../screens.css'
import './leaver.css'

export function Leaver() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const personId = idParam<'person'>(useParams<{ person: string }>().person)
  const answer = useAnswer('leaver.list', personId === null ? null : { personId })
  const list = answer.value
  return (
    <Page
      title={list === null ? t('leaver.title') : `${t('leaver.title')} · ${list.person.name}`}
      actions={(
        <Button icon={<PrinterOutlined aria-hidden />} disabled={list === null} onClick={() => personId !== null && navigate(printPaths.leaver(personId))}>
          {t('leaver.print')}
        </Button>
      )}
    >
      <p className="faint">{t('leaver.intro')}</p>
      {personId === null
        ? <EmptyState title={t('common.notFound.title')} />
        : (
          <Answered answer={answer}>
            {(found) => (
              <section className="panel leaver" aria-label={found.person.name}>
                <p><strong>{found.person.name}</strong> · {found.person.department}{!found.person.active && ` · ${t('leaver.left')}`}</p>
                {isSettled(found)
                  ? <EmptyState title={t('leaver.clear')} />
                  : <LeaverTables list={found} linked />}
              </section>
            )}
          </Answered>
        )}
    </Page>
  )
}
