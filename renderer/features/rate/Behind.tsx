// The records that a figure counts, oldest first (rule V11).
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Output, RawInput } from '#shared/contract/index.ts'
import type { Month, RateFigure } from '#shared/domain/rate.ts'
import { useAnswer, type Answer } from '../../app/answer.ts'
import { paths } from '../../app/paths.ts'
import { Answered } from '../../components/Answered.tsx'
import { DateText } from '../../components/DateText.tsx'

export type Asked = { name: string; subject: Pick<RawInput<'rate.records'>, 'departmentId' | 'personId' | 'kind'>; figure: RateFigure }

const PAGE = 100

export function Behind({ month, asked: { name, subject, figure }, onClose }: { month: Month; asked: Asked; onClose: () => void }) {
  const { t } = useTranslation()
  const [pages, setPages] = useState(1)
  const pageOf = (page: number) => ({ month, figure, ...subject, skip: page * PAGE, limit: PAGE })
  const first = useAnswer('rate.records', pageOf(0))
  const total = first.value?.total ?? null
  return (
    <Drawer
      open
      size={880}
      title={t('rate.behind.title', { who: name, month, figure: t(`rate.${figure}`), total: total ?? '…' })}
      onClose={onClose}
    >
      <table className="rate-behind">
        <thead>
          <tr>
            <th scope="col">{t('rate.behind.dueOn')}</th>
            <th scope="col">{t('rate.behind.receivedOn')}</th>
            <th scope="col">{t('rate.behind.record')}</th>
            <th scope="col">{t('rate.behind.car')}</th>
            <th scope="col">{t('rate.behind.owner')}</th>
            <th scope="col">{t('rate.behind.responsible')}</th>
            <th scope="col">{t('rate.behind.lacks')}</th>
            <th scope="col"><span className="unseen">{t('rate.behind.dossier')}</span></th>
          </tr>
        </thead>
        <Records answer={first} />
        {Array.from({ length: pages - 1 }, (_, page) => <Further key={page} input={pageOf(page + 1)} />)}
      </table>
      {total !== null && total > pages * PAGE && (
        <Button onClick={() => setPages(pages + 1)}>{t('rate.behind.more', { count: Math.min(PAGE, total - pages * PAGE) })}</Button>
      )}
    </Drawer>
  )
}

function Further({ input }: { input: RawInput<'rate.records'> }) {
  return <Records answer={useAnswer('rate.records', input)} />
}

function Records({ answer }: { answer: Answer<Output<'rate.records'>> }) {
  const { t } = useTranslation()
  const { value } = answer
  if (value === null) return <tbody><tr><td colSpan={8}><Answered answer={answer}>{() => null}</Answered></td></tr></tbody>
  return (
    <tbody>
      {value.records.map((record) => (
        <tr key={record.id}>
          <td><DateText on={record.dueOn} /></td>
          <td className={record.receivedOn === null || record.receivedOn > record.dueOn ? 'late' : undefined}>
            {record.receivedOn === null ? t('rate.behind.never') : <DateText on={record.receivedOn} />}
          </td>
          <td>{t(`common.kind.${record.kind}`)} <small className="code faint">{record.number}</small></td>
          <td>{record.vehicle.plate ?? <span className="code">{record.vehicle.vin}</span>}</td>
          <td className="rate-name">{record.ownerName}</td>
          <td>{record.responsible.name}</td>
          <td className={record.receiptLacks === null || record.receiptLacks === 0 ? undefined : 'late'}>{record.receiptLacks ?? ''}</td>
          <td><Link href={paths.dossier(record.dossierId)}>{t('rate.behind.dossier')}</Link></td>
        </tr>
      ))}
    </tbody>
  )
}
