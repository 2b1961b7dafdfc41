// A page of the tray as a small picture; loads when it comes near the window.
import { useState } from 'react'
import { problemText } from '../../components/ProblemText.tsx'
import { useNear, usePicture } from '../scan/pictures.ts'

export function PagePicture({ id, label }: { id: number; label: string }) {
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const near = useNear(place)
  const { url, error } = usePicture({ method: 'inbox.thumbnail', input: { id }, version: '', wanted: near, inTurn: true })
  return (
    <span ref={setPlace}>
      {url === null
        ? <span className="inbox-blank">{error !== null && problemText(error.details.problem ?? 'picture.damaged')}</span>
        : <img src={url} alt={label} draggable={false} />}
    </span>
  )
}
