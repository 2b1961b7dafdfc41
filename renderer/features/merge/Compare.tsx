// Two customers, or the dossiers of two cars, side by side with what differs marked; one is kept and the other merged into it, or they are
// found to be two (rules F1, F8).
import { Alert, Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useParams } from 'wouter'
import { customerMergeProblem, dossierMergeProblem, MERGE_SUBJECTS, type MergeSubject } from '#shared/domain/merge.ts'
import { useAnswer } from '../../app/answer.ts'
import { idParam } from '../../app/idParam.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { NotFound } from '../../components/NotFound.tsx'
import { Page } from '../../components/Page.tsx'
import { ChooseOther } from './ChooseOther.tsx'
import { MergeForm } from './MergeForm.tsx'
import { NotDoubleDialog } from './NotDoubleDialog.tsx'
import { customerRows, dossierRows, labelOf, type CompareRow, type Opened } from './rows.ts'
import '../screens.css'
import './merge.css'

export function Compare() {
  const { subject: asked, one, other } = useParams<{ subject?: string; one?: string; other?: string }>()
  const subject = MERGE_SUBJECTS.find((each) => each === asked)
  const oneId = idParam<'dossier' | 'customer'>(one)
  const otherId = idParam<'dossier' | 'customer'>(other)
  if (subject === undefined || oneId === null) return <NotFound />
  if (otherId === null) return <ChooseOther key={`${subject}/${oneId}`} subject={subject} dossierId={oneId} />
  return <Pair key={`${subject}/${oneId}/${otherId}`} subject={subject} oneId={oneId} otherId={otherId} />
}

type PairProps = { subject: MergeSubject; oneId: number; otherId: number }

function Pair({ subject, oneId, otherId }: PairProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const answer = useAnswer('merge.open', { subject, oneId, otherId })
  const [keeping, setKeeping] = useState<'one' | 'other' | null>(null)
  const [parting, setParting] = useState(false)
  return (
    <Page
      title={t('merge.pair.title', { subject: t(`merge.subject.${subject}`) })}
      actions={(
        <>
          <Button onClick={() => setParting(true)}>{t('merge.pair.not')}</Button>
          <Link href={paths.merge(tabOf(subject))}>{t('merge.pair.back')}</Link>
        </>
      )}
    >
      <Answered answer={answer}>
        {(opened) => {
          const kept = keeping ?? likelier(opened)
          const problem = problemOf(opened, kept)
          return (
            <>
              <p>
                {opened.reasons.length === 0
                  ? t('merge.pair.nothingAlike')
                  : t('merge.pair.alike', { reasons: opened.reasons.map((reason) => t(`merge.reason.${reason}`)).join(t('book.line.separator')) })}
              </p>
              {opened.notDouble !== null && <Alert className="note" type="warning" showIcon title={t('merge.pair.notDouble', { reason: opened.notDouble })} />}
              <Sides opened={opened} kept={kept} onKeep={setKeeping} />
              {problem !== null && <Alert className="note" type="error" showIcon title={t(`merge.pair.cannot.${problem}`)} />}
              <MergeForm opened={opened} kept={kept} possible={problem === null} onMerged={(dossierId) => navigate(dossierId === null ? paths.merge('done') : paths.dossier(dossierId))} />
              {parting && (
                <NotDoubleDialog
                  {...{ subject, oneId, otherId }}
                  onClose={(noted) => {
                    setParting(false)
                    if (noted) navigate(paths.merge(tabOf(subject)))
                  }}
                />
              )}
            </>
          )
        }}
      </Answered>
    </Page>
  )
}

const tabOf = (subject: MergeSubject): 'cars' | 'customers' => (subject === 'dossier' ? 'cars' : 'customers')

/** Offered at first: the side that can be kept, and of two such the one that was there first. */
function likelier(opened: Opened): 'one' | 'other' {
  if (problemOf(opened, 'one') !== null && problemOf(opened, 'other') === null) return 'other'
  return opened.one.id < opened.other.id ? 'one' : 'other'
}

function problemOf(opened: Opened, kept: 'one' | 'other') {
  const sides = <Side,>({ one, other }: { one: Side; other: Side }): [Side, Side] => (kept === 'one' ? [one, other] : [other, one])
  if (opened.subject === 'customer') return customerMergeProblem(...sides(opened))
  const delivered = ({ id, records }: (typeof opened)['one']) => ({ id, delivered: records.some(({ kind }) => kind === 'delivery') })
  return dossierMergeProblem(...sides({ one: delivered(opened.one), other: delivered(opened.other) }))
}

function Sides({ opened, kept, onKeep }: { opened: Opened; kept: 'one' | 'other'; onKeep: (side: 'one' | 'other') => void }) {
  const { t } = useTranslation()
  const rows = opened.subject === 'customer' ? customerRows(t, opened.one, opened.other) : dossierRows(t, opened.one, opened.other)
  return (
    <table className="merge-table">
      <thead>
        <tr>
          <th scope="col">{t('merge.pair.choose')}</th>
          {(['one', 'other'] as const).map((side) => (
            <th key={side} scope="col" data-kept={kept === side}>
              <Radio name="kept" checked={kept === side} onChange={() => onKeep(side)} aria-label={t('merge.pair.keepOf', { label: labelOf(opened, side) })}>
                {t('merge.pair.keep')}
              </Radio>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows.map((row) => <SideRow key={row.key} row={row} />)}</tbody>
    </table>
  )
}

function SideRow({ row }: { row: CompareRow }) {
  const { t } = useTranslation()
  return (
    <tr data-differs={row.alike === false}>
      <th scope="row">{row.name}{row.alike === false && <small> {t('merge.pair.differs')}</small>}</th>
      {[row.one, row.other].map((values, side) => (
        // The two cells are the two sides; they have no other name.
        <td key={side} className={row.code ? 'code' : undefined}>
          {values.filter((value) => value !== '').length === 0 ? <span className="faint">{t('common.none')}</span> : values.map((value) => <div key={value}>{value}</div>)}
        </td>
      ))}
    </tr>
  )
}
