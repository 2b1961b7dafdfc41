import { Refusal } from './refusal.ts'

/** What the system or SQLite calls an error, as `ENOSPC`; null for one that is neither's. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && !(error instanceof Refusal) && 'code' in error && typeof error.code === 'string' ? error.code : null
}

const STORAGE_CODES = /^(?:SQLITE_FULL|SQLITE_IOERR.*|SQLITE_READONLY.*|SQLITE_CANTOPEN.*|SQLITE_CORRUPT.*|SQLITE_NOTADB|ENOSPC|EROFS|EACCES|EPERM|EBUSY|EIO|ENOENT|ENOTDIR|EEXIST|ENOTEMPTY|EDQUOT|EFBIG|ENODEV|ENAMETOOLONG|ELOOP|EINVAL)$/

/** The same where a disk is the reason: full, for reading only, gone, damaged; or what lies there is held or kept by another. */
export function diskCode(error: unknown): string | null {
  const code = systemCode(error)
  return code !== null && STORAGE_CODES.test(code) ? code : null
}

/** True where the disk does not give one file: it may give all others, so that what looks through them names it and goes on. Of a disk that is gone the system says otherwise. */
export function isUnreadable(error: unknown): boolean {
  return /^(?:EIO|EISDIR)$/.test(systemCode(error) ?? '')
}
