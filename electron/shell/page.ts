// The built screens as both shells serve them: an exact table of files read at start, and the headers on every answer.
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export type PageFile = { type: string; bytes: Uint8Array<ArrayBuffer> }

/** Path of the URL, `/assets/index-1a2b.js`, to what it answers; `/` is the start page. */
export type Page = ReadonlyMap<string, PageFile>

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ')

const REFUSED_FEATURES = [
  'accelerometer', 'clipboard-read', 'display-capture', 'encrypted-media', 'geolocation', 'gyroscope',
  'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'usb',
  'xr-spatial-tracking',
]

/** On every answer of either shell, pages and errors alike: no other origin, nothing kept in a cache (DESIGN decisions 1, 9). */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // The page itself photographs papers (H4).
  'Permissions-Policy': ['camera=(self)', ...REFUSED_FEATURES.map((feature) => `${feature}=()`)].join(', '),
  'Cache-Control': 'no-store',
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/**
 * Reads the built screens; a file of a kind not named above is not served.
 * @throws when the folder is missing, or holds no start page.
 */
export async function readPage(folder: string): Promise<Page> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const page = new Map((await Promise.all(entries.map(async (entry): Promise<[string, PageFile][]> => {
    const type = TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) return []
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    return [[path === '/index.html' ? '/' : path, { type, bytes: new Uint8Array(await readFile(file)) }]]
  }))).flat())
  if (!page.has('/')) throw new Error(`${folder} holds no index.html: build the screens first (node scripts/run.mjs build)`)
  return page
}
