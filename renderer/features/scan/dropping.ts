// What is dragged over the scan screen: files from outside, or pages of the record itself.

export type Dropped = DataTransfer

/** Pages are dragged within this window only, so that nothing about them is put into the drag itself. */
const PAGES = 'application/x-yidang-pages'

export function markPages(dragged: DataTransfer): void {
  dragged.setData(PAGES, '')
  dragged.effectAllowed = 'move'
}

export function draggedPages({ types }: Dropped): boolean {
  return types.includes(PAGES)
}

export function draggedFiles({ types }: Dropped): boolean {
  return types.includes('Files')
}

/** What is put in: the files, each by its own name; a picture from the clipboard by the name `unnamed`. */
export function filesOf({ files }: Pick<DataTransfer, 'files'>, unnamed: string): { blob: Blob; name: string }[] {
  // A picture that was copied is called image.png by the browser, whatever it is.
  return [...files].map((file) => ({ blob: file, name: file.name === '' || (file.name === 'image.png' && unnamed !== '') ? unnamed : file.name }))
}
