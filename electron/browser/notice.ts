// The two short pages of the browser shell itself, in both languages, and without any script.

function page(head: string, chinese: string, english: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">${head}
<title>一车一档</title>
<style>body { font: 16px/1.6 system-ui, sans-serif; max-width: 34em; margin: 20vh auto; padding: 0 1em }</style>
</head>
<body>
<p>${chinese}</p>
<p lang="en">${english}</p>
</body>
</html>
`
}

/**
 * Sends the browser on to the start page. By a refresh, not a redirect: the cookie is SameSite=Strict, and a redirect
 * still counts as coming from wherever the link was clicked.
 */
export const ENTERED = page('\n<meta http-equiv="refresh" content="0;url=/">', '正在打开…', 'Opening…')

/** Shown without the cookie: the start address was used before, or the browser was closed since. */
export const START_AGAIN = page(
  '',
  '此页面已失效。请结束正在运行的程序（在其窗口按 Ctrl+C），重新启动，它会打开新的页面。',
  'This page is no longer valid. Stop the program (Ctrl+C in its window) and start it again: it opens a new page.',
)
