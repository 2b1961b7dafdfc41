// Giving a file that the engine made to the person at the desk, as a download.

const TYPES: Record<string, string> = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }

export function saveFile({ fileName, base64 }: { fileName: string; base64: string }): void {
  const type = TYPES[fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  saveBlob(fileName, new Blob([Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0)], { type }))
}

export function saveBlob(fileName: string, file: Blob): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The download has its own hold on the file by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
