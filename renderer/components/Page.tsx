// The frame of every screen: its title, its actions, its content. A new screen takes the focus to its title.
import { Typography } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'

type PageProps = {
  title: ReactNode
  actions?: ReactNode
  children: ReactNode
}

export function Page({ title, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const page = useRef<HTMLElement>(null)
  useEffect(() => {
    // A field of the screen that already took the focus keeps it.
    if (page.current?.contains(document.activeElement) !== true) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <main className="page" ref={page}>
      <header className="page-head">
        <Typography.Title level={1} className="page-title" ref={heading} tabIndex={-1}>{title}</Typography.Title>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </main>
  )
}
