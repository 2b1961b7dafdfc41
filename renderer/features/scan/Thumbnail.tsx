// A page as a small picture: loads when it comes near the window; a page of which there can be none says why.
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScanView } from '#shared/contract/scan.ts'
import { problemText } from '../../components/ProblemText.tsx'
import { useNear, usePicture } from './pictures.ts'

type ThumbnailProps = {
  scan: Pick<ScanView, 'id' | 'version' | 'problem' | 'mediaType'>
  /** Shown until the picture has come: the very file that was put in. */
  meanwhile?: string | null
  /** Hears that the picture itself has come. */
  onShown?: () => void
}

export const Thumbnail = memo(function Thumbnail({ scan, meanwhile = null, onShown }: ThumbnailProps) {
  useTranslation()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const near = useNear(place)
  const shown = usePicture({ method: 'scan.thumbnail', input: { id: scan.id }, version: scan.version, wanted: near && scan.problem === null, inTurn: true })
  const url = shown.url ?? meanwhile
  const problem = scan.problem ?? shown.error?.details.problem ?? (shown.error === null ? null : 'picture.damaged')
  return (
    <span ref={setPlace} className="scan-picture" data-stale={shown.stale}>
      {problem === null
        ? url !== null && <img src={url} alt="" draggable={false} {...(shown.url === null ? {} : { onLoad: onShown })} />
        : <span className="scan-sheet scan-sheet-problem"><small>{problemText(problem)}</small></span>}
    </span>
  )
})
