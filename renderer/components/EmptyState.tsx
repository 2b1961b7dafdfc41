// A list with nothing in it: says so, and what to do next.
import type { ReactNode } from 'react'

export function EmptyState({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className="state">
      <p className="state-title">{title}</p>
      {text !== undefined && <p className="state-text">{text}</p>}
      {children}
    </div>
  )
}
