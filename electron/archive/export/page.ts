// Pages of an export: plain HTML that every browser opens from a folder, without scripts and without anything from elsewhere.
import type { ExportLanguage } from '#shared/domain/export.ts'

/** HTML that was put together here: texts in it are escaped. */
export type Html = { html: string }

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Also without what HTML cannot hold: halves of characters, and what turns the writing around beyond its own place. */
const escaped = (text: string): string => text.toWellFormed().replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, '').replaceAll(/[&<>"']/gu, (character) => ESCAPES[character] ?? '')

type Part = string | number | Html | null | readonly Part[]

function partText(part: Part): string {
  if (part === null) return ''
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map(partText).join('')
}

/** Every value put in is escaped, unless it is HTML made here. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, index) => `${text}${partText(parts[index] ?? null)}`).join('') }
}

/** To a file of the export, from the folder that the page lies in. */
export const link = (path: string, text: string): Html => html`<a href="${path.split('/').map(encodeURIComponent).join('/')}">${text}</a>`

export function table(columns: readonly string[], rows: readonly (readonly Part[])[]): Html {
  return html`<table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead><tbody>${
    rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table>`
}

export function facts(rows: readonly (readonly [string, Part])[]): Html {
  return html`<dl>${rows.filter(([, value]) => value !== null && value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
}

const STYLE = `body{font:15px/1.55 system-ui,"Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1c2429;max-width:1080px;margin:24px auto;padding:0 20px}
h1{font-size:22px;margin:0 0 12px}h2{font-size:17px;margin:28px 0 8px}h3{font-size:15px;margin:20px 0 6px}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #c9d2d6;padding:4px 8px;text-align:left;vertical-align:top}td{overflow-wrap:anywhere}td:first-child{white-space:nowrap}th{background:#eef2f3}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:0 0 8px}dt{color:#5b6a72}dd{margin:0;overflow-wrap:anywhere}
.warning{border:2px solid #b3261e;padding:8px 12px;font-weight:600}.faint{color:#5b6a72}ul.parts{columns:3;padding-left:20px}a{color:#00687a}
@media print{body{margin:0;max-width:none}}`

export function page({ language, title, body }: { language: ExportLanguage; title: string; body: Html }): string {
  return `<!doctype html>\n${html`<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${{ html: STYLE }}</style></head><body>
${body}
</body></html>`.html}\n`
}
