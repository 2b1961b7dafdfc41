// Where the typed words were found in a hit: the field, its value with the words marked, and pinyin where it was that (A4).
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { HitView } from '#shared/contract/dossier.ts'
import { highlight } from '../features/search/highlight.ts'

export function Matched({ matched, typed }: { matched: HitView['matched']; typed: string }) {
  const { t } = useTranslation()
  return matched.map((match, at) => (
    <Fragment key={`${match.field} ${match.value}`}>
      {at > 0 && ' · '}
      {t(`search.matched.${match.field}`)}{' '}
      {inPlaces(match, typed).map(({ place, text, marked }) => (
        marked ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>
      ))}
      {match.by !== 'text' && ` (${t(`search.by.${match.by}`)})`}
    </Fragment>
  ))
}

/** The pieces with where each begins, which tells them apart. */
function inPlaces(match: HitView['matched'][number], typed: string) {
  let place = 0
  return highlight(match, typed).map((piece) => {
    const placed = { ...piece, place }
    place += piece.text.length
    return placed
  })
}
