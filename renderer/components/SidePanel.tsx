// One thing of a list looked at closely, at the side: named in the title, what may be done about it at the foot.
import { Drawer } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Answer } from '../app/answer.ts'
import { Answered } from './Answered.tsx'

type SidePanelProps<Value> = {
  answer: Answer<Value>
  /** Also what the panel is called for those who do not see it; null until it is known. */
  title: string | null
  size: number
  foot: ReactNode
  onClose: () => void
  children: (value: Value) => ReactNode
}

export function SidePanel<Value>({ answer, title, size, foot, onClose, children }: SidePanelProps<Value>) {
  const { t } = useTranslation()
  return (
    <Drawer open size={size} title={title ?? t('common.loading')} onClose={onClose} footer={foot}>
      <Answered answer={answer}>{children}</Answered>
    </Drawer>
  )
}

type Acting<Act> = { acting: Act | null; begin: (act: Act) => void; ends: { onClose: () => void; onDone: () => void } }

/** The act for which a dialog is open. `onDone`: what is to be asked anew after it. */
export function useActing<Act>(onDone: () => void): Acting<Act> {
  const [acting, setActing] = useState<Act | null>(null)
  return {
    acting,
    begin: (act) => setActing(() => act),
    ends: {
      onClose: () => setActing(null),
      onDone: () => {
        setActing(null)
        onDone()
      },
    },
  }
}
