// A hand-drawn signature as it was written, on the screen and on paper.
import { DRAWN_BOX, strokePoints } from './strokes.ts'
import type { DrawnSignature as Drawn } from '#shared/domain/sign-in-book.ts'
import './signature.css'

/** `label` says whose signature it is, for those who cannot see it. */
export function DrawnSignature({ drawn, label }: { drawn: Drawn; label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn here from strokes: an img would need it as a file
    <svg className="drawn-signature" viewBox={`0 0 ${DRAWN_BOX.width} ${DRAWN_BOX.height}`} role="img" aria-label={label}>
      {drawn.strokes.map((stroke, index) => (
        // Strokes have no identity but their place; they never move.
        <polyline key={index} points={strokePoints(stroke)} />
      ))}
    </svg>
  )
}
