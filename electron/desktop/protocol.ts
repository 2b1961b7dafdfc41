// Serves the built screens under the application's own scheme, from memory, and beside them the attachments' bytes.
import type { Host } from '#archive/host.ts'
import { isAttachmentPath, serveAttachment } from '../shell/attachment.ts'
import { PAGE_HEADERS, type Page } from '../shell/page.ts'
import { isOwnAddress } from './security.ts'

/** The handler for every request under the scheme. */
export function servePage(page: Page, host: Pick<Host, 'call'>): (request: Request) => Response | Promise<Response> {
  return (request) => {
    const { url, method } = request
    const path = isOwnAddress(url) ? new URL(url).pathname : null
    if (path !== null && isAttachmentPath(path)) return serveAttachment(host, request)
    const file = path !== null && method === 'GET' ? page.get(path) : undefined
    if (file === undefined) return new Response('not found', { status: 404, headers: { ...PAGE_HEADERS, 'Content-Type': 'text/plain' } })
    return new Response(file.bytes, { headers: { ...PAGE_HEADERS, 'Content-Type': file.type } })
  }
}
