// Serves the built screens under the application's own scheme, from memory.
import { PAGE_HEADERS, type Page } from '../shell/page.ts'
import { isOwnAddress } from './security.ts'

/** The handler for every request under the scheme. */
export function servePage(page: Page): (request: Request) => Response {
  return ({ url, method }) => {
    const file = isOwnAddress(url) && method === 'GET' ? page.get(new URL(url).pathname) : undefined
    if (file === undefined) return new Response('not found', { status: 404, headers: { ...PAGE_HEADERS, 'Content-Type': 'text/plain' } })
    return new Response(file.bytes, { headers: { ...PAGE_HEADERS, 'Content-Type': file.type } })
  }
}
