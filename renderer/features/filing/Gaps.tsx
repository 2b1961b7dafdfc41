// What each person still owes the archive: records never handed over, and what is missing of those that were (rules H4, H7).
import { Button } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Page } from '../../components/Page.tsx'
import { PersonSelect } from '../../components/PersonSelect.tsx'
import { printPaths } from '../../print/paths.ts'
import { GapTable, GapSum } from './GapTable.tsx'
import '../screens.css'
import './filing.css'

export function Gaps() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const asked = idParam<'person'>(useParams<{ person?: string }>().person)
  const everyone = useAnswer('filing.gaps', { responsibleId: null })
  const one = useAnswer('filing.gaps', asked === null ? null : { responsibleId: asked })
  const answer = asked === null ? everyone : one
  return (
    <Page
      title={t('filing.gaps.title')}
      actions={(
        <>
          <PersonSelect
            label={t('filing.gaps.person')} people={everyone.value?.map((each) => each.person) ?? null} value={asked}
            onChange={(to) => navigate(paths.gaps(to ?? undefined))}
          />
          <Button
            icon={<PrinterOutlined aria-hidden />}
            disabled={(answer.value ?? []).length === 0}
            onClick={() => navigate(printPaths.gaps(asked ?? undefined))}
          >
            {t(asked === null ? 'filing.gaps.printAll' : 'filing.gaps.print')}
          </Button>
        </>
      )}
    >
      <p className="faint filing-about">{t('filing.gaps.intro')}</p>
      <Answered answer={answer}>
        {(found) => (
          <>
            {found.length === 0 && <EmptyState title={t('filing.gaps.empty')} text={t('filing.gaps.emptyText')} />}
            {found.map((each) => (
              <section key={each.person.id} className="panel gaps-panel" aria-labelledby={`gaps-${each.person.id}`}>
                <header className="gaps-head">
                  <h2 id={`gaps-${each.person.id}`} className="panel-title">{each.person.name} <small>{each.person.department}</small></h2>
                  <GapSum gaps={each} />
                  <Link href={paths.leaver(each.person.id)} aria-label={`${t('leaver.title')}: ${each.person.name}`}>{t('leaver.title')}</Link>
                  <Button
                    size="small"
                    icon={<PrinterOutlined aria-hidden />}
                    aria-label={t('filing.gaps.printOf', { name: each.person.name })}
                    onClick={() => navigate(printPaths.gaps(each.person.id))}
                  >
                    {t('filing.gaps.print')}
                  </Button>
                </header>
                <GapTable gaps={each} linked />
                {each.more && <p className="faint">{t(asked === null ? 'filing.gaps.more' : 'filing.gaps.moreOne', { count: each.records.length })}</p>}
              </section>
            ))}
          </>
        )}
      </Answered>
    </Page>
  )
}
