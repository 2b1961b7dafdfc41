// A numbered copy of scans (rule S4): each page on an A4 sheet of its own, with the copy's number, who made it, when and what for. It
// prints the pages that were asked for and no others.
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallError } from '#shared/contract/envelope.ts'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { picture } from '../attachment.ts'
import { toCallError } from '../api.ts'
import { useMe } from '../app/session.ts'
import { Busy } from '../components/Busy.tsx'
import { dateTimeText } from '../components/DateText.tsx'
import { explain } from '../components/ProblemText.tsx'
import { PrintPage } from './PrintPage.tsx'

export type Copy = Output<'scan.copy'> & { scanIds: readonly Id<'scan'>[]; purpose: string }

/** 200 dots to the inch of A4's longer side. */
const LONGEST = 2340

type CopyPage = { id: Id<'scan'>; url: string } | { id: Id<'scan'>; error: CallError }

export function ScanCopy({ copy, onBack }: { copy: Copy; onBack: () => void }) {
  const { t } = useTranslation()
  const pages = useCopyPages(copy.scanIds)
  if (pages.length < copy.scanIds.length) {
    return (
      <Busy
        label={t('scan.copy.preparing', { number: copy.number, done: pages.length, all: copy.scanIds.length })}
        progress={pages.length / copy.scanIds.length}
        onCancel={onBack}
      />
    )
  }
  return (
    <PrintPage title={t('scan.copy.number', { number: copy.number })} fileTitle={copy.number} orientation="portrait" onBack={onBack}>
      <CopySheets copy={copy} pages={pages} />
    </PrintPage>
  )
}

/** Grows page by page: drawn one after the other, so that the engine's one thread has room for whoever looks at something else. */
function useCopyPages(scanIds: readonly Id<'scan'>[]): readonly CopyPage[] {
  const [pages, setPages] = useState<readonly CopyPage[]>([])
  useEffect(() => {
    const abort = new AbortController()
    const urls: string[] = []
    const draw = async (): Promise<void> => {
      for (const id of scanIds) {
        const page = await drawn(id, abort.signal)
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
  }, [scanIds])
  return pages
}

async function drawn(id: Id<'scan'>, signal: AbortSignal): Promise<CopyPage> {
  try {
    return { id, url: URL.createObjectURL(await picture('scan.view', { id, longest: LONGEST }, signal)) }
  } catch (thrown) {
    return { id, error: toCallError(thrown) }
  }
}

function CopySheets({ copy, pages }: { copy: Copy; pages: readonly CopyPage[] }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <div className="copy-sheets">
      {pages.map((page, at) => (
        <figure key={page.id} className="copy-sheet">
          <div className="copy-picture">
            {'url' in page
              ? <img src={page.url} alt={t('scan.copy.alt', { number: at + 1 })} />
              : <p role="alert">{t('scan.copy.failed', { number: at + 1, reason: explain(page.error).what })}</p>}
          </div>
          <figcaption>
            <span><strong>{t('scan.copy.number', { number: copy.number })}</strong> · {copy.storeName}</span>
            <span>{t('scan.copy.page', { number: at + 1, of: pages.length })}</span>
            <span>{t('scan.copy.foot', { name: me.name, at: dateTimeText(copy.at), purpose: copy.purpose })}</span>
            <span>{t('scan.copy.asOriginal')}</span>
          </figcaption>
        </figure>
      ))}
    </div>
  )
}
