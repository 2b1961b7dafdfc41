// How far a record is from received to filed, and its pages in small: each leads to the scan screen (rules F2, H4).
import { FileImageOutlined, LockOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { RecordView } from '#shared/contract/dossier.ts'
import type { FilingView } from '#shared/contract/filing.ts'
import type { ScanView } from '#shared/contract/scan.ts'
import { paths } from '../../app/paths.ts'
import { paperName } from '../../components/PaperName.tsx'
import { RecordSteps } from '../filing/RecordSteps.tsx'
import { Thumbnail } from '../scan/Thumbnail.tsx'
import '../scan/scan.css'

type RecordScansProps = { record: RecordView; filing: FilingView | null; scans: readonly ScanView[] | null; /** By code. */ keptBack: readonly string[] }

export function RecordScans({ record, filing, scans, keptBack }: RecordScansProps) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  return (
    <>
      <div className="dossier-filing">
        {filing !== null && <RecordSteps filing={filing} record={record} />}
        {scans !== null && (
          <Button
            size="small"
            icon={<FileImageOutlined aria-hidden />}
            aria-label={`${t('scan.openOf', { number: record.number })} (${t('scan.pages', { count: scans.length })})`}
            onClick={() => navigate(paths.scan(record.id))}
          >
            {t('scan.open')} {scans.length > 0 && t('scan.pages', { count: scans.length })}
          </Button>
        )}
      </div>
      {keptBack.length > 0 && <p className="secrecy-kept"><LockOutlined aria-hidden /> {t('secrecy.keptBackOf', { papers: keptBack.map((code) => paperName(t, code)).join('、') })}</p>}
      {scans !== null && scans.length > 0 && <Strip record={record} scans={scans} />}
    </>
  )
}

/** Small pictures that the widest window shows in a row, and some. */
const SCREENFUL = 36

function Strip({ record, scans }: { record: RecordView; scans: readonly ScanView[] }) {
  const { t } = useTranslation()
  // What fits a window is drawn at once, what lies beside it a moment later.
  const whole = useDeferredValue(true, false)
  const numbers = new Map<string, number>()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways by keyboard, too
    <ul className="dossier-strip" tabIndex={0} aria-label={t('scan.strip', { number: record.number })}>
      {(whole ? scans : scans.slice(0, SCREENFUL)).map((scan) => {
        const number = (numbers.get(scan.code) ?? 0) + 1
        numbers.set(scan.code, number)
        const label = t('scan.thumbnailOf', { paper: paperName(t, scan.code), number })
        return (
          <li key={scan.id}>
            <Link href={paths.scan(record.id, scan.code, scan.id)} tabIndex={-1} aria-label={label} title={label}><Thumbnail scan={scan} /></Link>
          </li>
        )
      })}
    </ul>
  )
}
