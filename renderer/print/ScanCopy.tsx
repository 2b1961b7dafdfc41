// A copy of scans that was just made (rule S4): each page on an A4 sheet of its own, or all of them in a file. The engine draws the mark into
// every page; the foot says the same in print, with what it is for and who approved it.
import { Button } from 'antd'
import { SaveOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useParams } from 'wouter'
import type { CallError } from '#shared/contract/envelope.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { copyFile, picture } from '../attachment.ts'
import { toCallError } from '../api.ts'
import { useAct, useAnswer } from '../app/answer.ts'
import { idParam } from '../app/idParam.ts'
import { paths } from '../app/paths.ts'
import { saveBlob } from '../app/save.ts'
import { Answered } from '../components/Answered.tsx'
import { Busy } from '../components/Busy.tsx'
import { dateTimeText } from '../components/DateText.tsx'
import { ErrorNote } from '../components/ErrorState.tsx'
import { NotFound } from '../components/NotFound.tsx'
import { Page } from '../components/Page.tsx'
import { explain } from '../components/ProblemText.tsx'
import { goBack } from './back.ts'
import { PrintPage } from './PrintPage.tsx'

type Sheet = Output<'copy.sheet'>

export function ScanCopy() {
  const id = idParam<'copy'>(useParams<{ id?: string }>().id)
  const sheet = useAnswer('copy.sheet', id && { id })
  if (id === null) return <NotFound />
  return (
    <Answered answer={sheet}>
      {(value) => (value.form === 'file' ? <CopyFile id={id} copy={value} /> : <CopyPrint id={id} copy={value} />)}
    </Answered>
  )
}

type CopyProps = { id: Id<'copy'>; copy: Sheet }

function CopyFile({ id, copy: { number, pages, recipient, purpose, name, at, approvedBy } }: CopyProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [saved, setSaved] = useState(false)
  const save = useAct(async () => {
    saveBlob(`${number}.pdf`, await copyFile({ id }))
    setSaved(true)
  })
  return (
    <Page
      title={t('copy.sheet.fileTitle', { number })}
      actions={(
        <>
          <Button onClick={goBack}>{t('common.back')}</Button>
          <Button onClick={() => navigate(paths.copies('register'))}>{t('copy.sheet.back')}</Button>
          <Button type="primary" icon={<SaveOutlined aria-hidden />} loading={save.running} onClick={() => void save.run()}>{t('copy.sheet.save')}</Button>
        </>
      )}
    >
      <ErrorNote error={save.error} />
      <section className="panel">
        <p>{t('copy.sheet.fileText', { count: pages, recipient })}</p>
        <p className="faint">{t('copy.sheet.foot', { name, at: dateTimeText(at), purpose, recipient })} · {t('copy.sheet.approved', { name: approvedBy })}</p>
        <p>{t('copy.sheet.asOriginal')}</p>
        <output>{save.running ? t('copy.sheet.saving') : saved && t('copy.sheet.saved')}</output>
      </section>
    </Page>
  )
}

type CopyPage = { page: number } & ({ url: string } | { error: CallError })

function CopyPrint({ id, copy }: CopyProps) {
  const { t } = useTranslation()
  const pages = useCopyPages(id, copy.pages)
  if (pages.length < copy.pages) {
    return (
      <Busy
        label={t('copy.sheet.preparing', { number: copy.number, done: pages.length, all: copy.pages })}
        progress={pages.length / copy.pages}
        onCancel={goBack}
      />
    )
  }
  return (
    <PrintPage title={t('copy.sheet.number', { number: copy.number })} fileTitle={copy.number} orientation="portrait" onBack={goBack}>
      <CopySheets copy={copy} pages={pages} />
    </PrintPage>
  )
}

/** Grows page by page: drawn one after the other, so that the engine's one thread has room for whoever looks at something else. */
function useCopyPages(id: Id<'copy'>, count: number): readonly CopyPage[] {
  const [pages, setPages] = useState<readonly CopyPage[]>([])
  useEffect(() => {
    const abort = new AbortController()
    const urls: string[] = []
    const draw = async (): Promise<void> => {
      for (let number = 1; number <= count; number += 1) {
        const page = await drawn(id, number, abort.signal)
        if ('url' in page) urls.push(page.url)
        if (abort.signal.aborted) {
          if ('url' in page) URL.revokeObjectURL(page.url)
          return
        }
        setPages((before) => [...before, page])
      }
    }
    void draw()
    return () => {
      abort.abort()
      for (const url of urls) URL.revokeObjectURL(url)
    }
  }, [id, count])
  return pages
}

async function drawn(id: Id<'copy'>, page: number, signal: AbortSignal): Promise<CopyPage> {
  try {
    return { page, url: URL.createObjectURL(await picture('copy.page', { id, page }, signal)) }
  } catch (thrown) {
    return { page, error: toCallError(thrown) }
  }
}

function CopySheets({ copy, pages }: { copy: Sheet; pages: readonly CopyPage[] }) {
  const { t } = useTranslation()
  const { number, storeName, name, at, purpose, recipient, approvedBy } = copy
  return (
    <div className="copy-sheets">
      {pages.map((each) => (
        <figure key={each.page} className="copy-sheet">
          <div className="copy-picture">
            {'url' in each
              ? <img src={each.url} alt={t('copy.sheet.alt', { number: each.page })} />
              : <p role="alert">{t('copy.sheet.failed', { number: each.page, reason: explain(each.error).what })}</p>}
          </div>
          <figcaption>
            <span><strong>{t('copy.sheet.number', { number })}</strong> · {storeName}</span>
            <span>{t('copy.sheet.page', { number: each.page, of: pages.length })}</span>
            <span>{t('copy.sheet.foot', { name, at: dateTimeText(at), purpose, recipient })}</span>
            <span>{t('copy.sheet.approved', { name: approvedBy })}</span>
            <span>{t('copy.sheet.asOriginal')}</span>
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
