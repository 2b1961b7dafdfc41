// A label scanned anywhere leads to what it stands for: the dossier, a paper's scans, the slot, shelf or cabinet (rules F2, C1).
import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { shelfLabel } from '#shared/domain/slot.ts'
import { call, toCallError } from '../api.ts'
import { explain } from '../components/ProblemText.tsx'
import { paths } from './paths.ts'
import { useScanner } from './scanner.ts'
import { usePermits } from './session.ts'

/** Where a label leads; null, with a word to the person, where it leads nowhere. */
export function useLabelPath(): (text: string) => Promise<string | null> {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const mayScan = usePermits('scan.read')
  return async (text) => {
    try {
      const meant = await call('label.read', { text })
      if (meant === null) {
        void message.warning(t('label.unknown', { text: text.trim() }))
        return null
      }
      if (meant.what === 'slot') return paths.cabinets(meant.slot)
      if (meant.what === 'cabinet') return paths.cabinets(meant.shelf === null ? meant.code : shelfLabel(meant.code, meant.shelf))
      return meant.what === 'record' && meant.code !== null && mayScan ? paths.scan(meant.recordId, meant.code) : paths.dossier(meant.dossierId)
    } catch (thrown) {
      void message.error(explain(toCallError(thrown)).what)
      return null
    }
  }
}

/** Listens for labels that no part of the screen takes. */
export function useLabelJump(): void {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [, navigate] = useLocation()
  const mayRead = usePermits('record.read')
  const pathOf = useLabelPath()

  const jump = async (text: string): Promise<void> => {
    const to = await pathOf(text)
    if (to !== null) navigate(to)
  }

  useScanner((text) => {
    if (!mayRead) return
    // What is half filled in in a dialog is not thrown away by a label that came by.
    if (hasOpenDialog()) void message.warning(t('label.busy'))
    else void jump(text)
  })
}

function hasOpenDialog(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility())
}
