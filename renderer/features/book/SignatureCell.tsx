// A signature in its cell of a ruled book: as it was drawn, with the name below.
import { useTranslation } from 'react-i18next'
import type { DrawnSignature as Drawn } from '#shared/domain/sign-in-book.ts'
import { DrawnSignature } from '../../components/DrawnSignature.tsx'

/** `drawn` null: signed by password alone. */
export function SignatureCell({ signer: { name, drawn } }: { signer: { name: string; drawn: Drawn | null } }) {
  const { t } = useTranslation()
  return (
    <div className="book-signature">
      {drawn === null
        ? <span className="book-unsigned">{t('book.line.byPassword')}</span>
        : <DrawnSignature drawn={drawn} label={t('book.line.signature', { name })} />}
      <small>{name}</small>
    </div>
  )
}
