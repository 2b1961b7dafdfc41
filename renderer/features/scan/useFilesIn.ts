// Files that come from outside onto a paper: dragged over the work area, or pasted.
import { useEffect, useEffectEvent, useState, type DragEvent } from 'react'
import { draggedFiles, type Dropped } from './dropping.ts'

type FilesIn = {
  /** Files are held over the area. */
  over: boolean
  /** For the area's element. */
  area: { onDragOver: (event: DragEvent) => void; onDragLeave: (event: DragEvent<HTMLElement>) => void; onDrop: (event: DragEvent) => void }
}

/** `enabled`: whoever may not put anything in is not offered to. */
export function useFilesIn(enabled: boolean, { onDrop, onPaste }: { onDrop: (dropped: Dropped) => void; onPaste: (pasted: Dropped) => void }): FilesIn {
  const [over, setOver] = useState(false)
  const paste = useEffectEvent((event: ClipboardEvent) => {
    if (!enabled || event.clipboardData === null || event.clipboardData.files.length === 0) return
    event.preventDefault()
    onPaste(event.clipboardData)
  })
  useEffect(() => {
    const listen = (event: ClipboardEvent): void => paste(event)
    window.addEventListener('paste', listen)
    return () => window.removeEventListener('paste', listen)
  }, [])
  return {
    over,
    area: {
      onDragOver: (event) => {
        if (!enabled || !draggedFiles(event.dataTransfer)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event) => {
        if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false)
      },
      onDrop: (event) => {
        setOver(false)
        if (!enabled || !draggedFiles(event.dataTransfer)) return
        event.preventDefault()
        onDrop(event.dataTransfer)
      },
    },
  }
}
