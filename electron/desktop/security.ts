// What a window may do, as pure predicates and one table (Electron's security checklist), and where they are wired in.
import type { Session, WebContents } from 'electron'

export const SCHEME = 'yidang'

/** The one page there is. Its screens differ by the part after `#`. */
export const START_PAGE = `${SCHEME}://app/`

type Permission = Parameters<NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>>[1]

/** What a page may ask the system for by name alone: copying text to the clipboard. Everything not named is refused. */
const PERMISSIONS: Partial<Record<Permission, true>> = { 'clipboard-sanitized-write': true }

/** What of a request for camera and microphone is looked at: `mediaTypes` when they are to be opened, `mediaType` when it is asked about one. */
type Media = { mediaTypes?: readonly string[] | undefined; mediaType?: string | undefined }

function parsed(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null
}

/** True for an address under this application's own scheme and host. An empty or broken one does not pass. */
export function isOwnAddress(url: string): boolean {
  const address = parsed(url)
  return address !== null && address.protocol === `${SCHEME}:` && address.host === 'app' && address.username === '' && address.password === ''
}

/** True for the one page, wherever within it. */
export function isOwnPage(url: string): boolean {
  return isOwnAddress(url) && parsed(url)?.pathname === '/'
}

/** A window stays on its page: it may load that again, and nothing else; a frame within it goes nowhere. */
export function mayNavigate(url: string, isMainFrame: boolean): boolean {
  return isMainFrame && isOwnPage(url)
}

/** What a page may load: its own files, and pictures it made itself. Nothing that leaves this machine (DESIGN decision 9). */
export function mayLoad(url: string): boolean {
  return isOwnAddress(url) || url.startsWith('data:image/') || url.startsWith(`blob:${SCHEME}://app/`)
}

export function mayUse(permission: Permission, pageUrl: string, media: Media = {}): boolean {
  return isOwnPage(pageUrl) && (permission === 'media' ? isCameraAlone(media) : PERMISSIONS[permission] === true)
}

/** The camera photographs papers (H4); nobody is listened to. */
function isCameraAlone({ mediaTypes, mediaType }: Media): boolean {
  const asked = [...(mediaTypes ?? []), ...(mediaType === undefined ? [] : [mediaType])]
  return asked.length > 0 && asked.every((kind) => kind === 'video')
}

/** What of a message's sender is looked at. */
type Sender = { senderFrame: { url: string; parent: object | null } | null }

/** True when a message comes from the top frame of the one page. A frame that has gone, or has no address yet, does not pass. */
export function isOwnSender({ senderFrame }: Sender): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOwnPage(senderFrame.url)
}

/** What may be saved from a page: lists that it made itself, and files of its own. */
export function maySave(url: string): boolean {
  return (isOwnAddress(url) && parsed(url)?.pathname.startsWith('/assets/') === true) || url.startsWith(`blob:${SCHEME}://app/`)
}

/** Closes a session: no permissions, devices, downloads from elsewhere, spell checker, and no address but the application's own. */
export function protectSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, details) => {
    decide(mayUse(permission, details.requestingUrl, 'mediaTypes' in details ? details : {}))
  })
  session.setPermissionCheckHandler((_contents, permission, _origin, details) => mayUse(permission, details.requestingUrl ?? '', details))
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event, item) => {
    if (!maySave(item.getURL())) event.preventDefault()
  })
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !mayLoad(details.url) }))
}

/** Keeps a page where it is: no other windows, no other addresses, nothing embedded. */
export function protectContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!mayNavigate(event.url, event.isMainFrame)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
