// One leak at the side: what was reported, and for who follows it measures, findings, outcome, and what may be done now (rule S5).
import { Button, Descriptions, Drawer, Tag } from 'antd'
import { PrinterOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { LeakDetail } from '#shared/contract/leak.ts'
import type { Id } from '#shared/domain/id.ts'
import { dayOf } from '#shared/domain/local-date.ts'
import { useAnswer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { useToday } from '../../app/session.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateTimeText } from '../../components/DateText.tsx'
import { printPaths } from '../../print/paths.ts'
import { LeakDialog, type LeakDoing } from './LeakDialog.tsx'
import { LEAK_COLOURS } from './colours.ts'

type LeakPanelProps = { id: Id<'leak'>; onClose: () => void; onChanged: () => void }

export function LeakPanel({ id, onClose, onChanged }: LeakPanelProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const answer = useAnswer('leak.get', { id })
  const [doing, setDoing] = useState<LeakDoing | null>(null)
  const leak = answer.value
  return (
    <Drawer
      open
      size={640}
      title={leak?.number ?? ' '}
      extra={leak !== null && <Tag color={LEAK_COLOURS[leak.state]}>{t(`leak.state.${leak.state}`)}</Tag>}
      onClose={onClose}
      footer={leak !== null && leak.following !== null && (
        <div className="leak-foot">
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => navigate(printPaths.leak(leak.id))}>{t('leak.detail.print')}</Button>
          {leak.following.may.flatMap((act) => (act === 'done' ? [] : [(
            <Button key={act} type={act === 'close' || act === 'follow' ? 'primary' : 'default'} onClick={() => setDoing({ act })}>{t(`leak.act.${act}`)}</Button>
          )]))}
        </div>
      )}
    >
      <Answered answer={answer}>{(value) => <LeakFacts leak={value} onDone={(measureId) => setDoing({ act: 'done', measureId })} />}</Answered>
      {doing !== null && leak !== null && (
        <LeakDialog
          leak={leak}
          doing={doing}
          onClose={() => setDoing(null)}
          onDone={() => {
            setDoing(null)
            answer.reload()
            onChanged()
          }}
        />
      )}
    </Drawer>
  )
}

function LeakFacts({ leak, onDone }: { leak: LeakDetail; onDone: (measureId: Id<'leakMeasure'>) => void }) {
  const { t } = useTranslation()
  const { following } = leak
  return (
    <>
      <Descriptions
        size="small" bordered column={1}
        items={[
          { key: 'what', label: t('leak.detail.what'), children: <span className="leak-text">{leak.what}</span> },
          {
            key: 'dossier', label: t('leak.detail.dossier'),
            children: (
              <>
                {leak.dossier === '' ? <span className="faint">{t('leak.detail.noDossier')}</span> : leak.dossier}
                {following !== null && following.known !== null && <> · <Link href={paths.dossier(following.known.id)}>{t('leak.detail.known', { number: following.known.number })}</Link></>}
              </>
            ),
          },
          { key: 'foundOn', label: t('leak.detail.foundOn'), children: leak.foundOn },
          { key: 'how', label: t('leak.detail.how'), children: <span className="leak-text">{leak.how}</span> },
          { key: 'atOnce', label: t('leak.detail.atOnce'), children: <span className="leak-text">{leak.atOnce}</span> },
          { key: 'reporter', label: t('leak.detail.reporter'), children: <>{leak.reportedBy.name} · {leak.reportedBy.department} · <DateTimeText at={leak.reportedAt} /></> },
        ]}
      />
      {following === null ? <p className="leak-mine">{t('leak.detail.mineOnly')}</p> : <Following leak={leak} following={following} onDone={onDone} />}
    </>
  )
}

type FollowingProps = { leak: LeakDetail; following: NonNullable<LeakDetail['following']>; onDone: (measureId: Id<'leakMeasure'>) => void }

function Following({ leak, following: { measures, findings, responsible, outcome, closedBy, acts, may }, onDone }: FollowingProps) {
  const { t } = useTranslation()
  const today = useToday()
  return (
    <>
      <h2 className="leak-head">{t('leak.detail.measures')}</h2>
      {measures.length === 0 ? <p className="faint">{t('leak.detail.noMeasures')}</p> : (
        <table className="leak-measures">
          <thead>
            <tr>
              <th scope="col">{t('leak.detail.measure')}</th><th scope="col">{t('leak.detail.who')}</th><th scope="col">{t('leak.detail.dueOn')}</th><th scope="col">{t('leak.detail.done')}</th>
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure.id}>
                <td>{measure.what}</td>
                <td>{measure.who}</td>
                <td className={measure.doneOn === null && measure.dueOn < today ? 'late' : undefined}>{measure.dueOn}</td>
                <td>
                  {measure.doneOn !== null && <>{measure.doneOn}<small className="faint">{measure.doneRemark}</small></>}
                  {measure.doneOn === null && (may.includes('done')
                    ? <Button size="small" aria-label={t('leak.doneOf', { what: measure.what })} onClick={() => onDone(measure.id)}>{t('leak.act.done')}</Button>
                    : t('leak.detail.notDone'))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2 className="leak-head">{t('leak.detail.findings')}</h2>
      <p className="leak-text">{findings}</p>
      <p>{t('leak.detail.responsible')}{t('book.line.colon')}{responsible === '' ? <span className="faint">{t('leak.detail.nobody')}</span> : responsible}</p>
      {outcome !== '' && (
        <>
          <h2 className="leak-head">{t('leak.detail.outcome')}</h2>
          <p className="leak-text">{outcome}</p>
          {closedBy !== null && leak.closedAt !== null && <p className="faint">{t('leak.detail.closedBy', { name: closedBy, date: dayOf(leak.closedAt) })}</p>}
        </>
      )}
      <h2 className="leak-head">{t('leak.detail.history')}</h2>
      <ul className="leak-history">
        {acts.map((act) => (
          <li key={`${act.at}/${act.act}/${act.remark}`}><DateTimeText at={act.at} /> {act.personName} {t(`leak.did.${act.act}`)}{act.remark !== '' && ` · ${act.remark}`}</li>
        ))}
      </ul>
    </>
  )
}
