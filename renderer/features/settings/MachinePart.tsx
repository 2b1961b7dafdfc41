// How the installed program behaves on this machine; nothing of it is the archive's. In the browser there is nothing to set.
import { App, Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MachineSettings } from '#shared/contract/bridge.ts'
import { bridge } from '../../api.ts'

export function MachinePart() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [machine, setMachine] = useState<MachineSettings | null>(null)
  const change: (wanted: { startAtLogin?: boolean; keepInTray?: boolean }) => void = (wanted) => {
    void bridge().machine(wanted).then(setMachine, () => message.error(t('settings.machine.failed')))
  }
  useEffect(() => {
    void bridge().machine({}).then(setMachine, () => undefined)
  }, [])
  if (machine === null) return null
  return (
    <section className="panel" aria-labelledby="machine">
      <h2 className="panel-title" id="machine">{t('settings.machine.title')}</h2>
      <p className="faint">{t('settings.machine.what')}</p>
      <div className="settings-machine">
        {machine.startAtLogin !== null && (
          <Checkbox checked={machine.startAtLogin} onChange={({ target }) => change({ startAtLogin: target.checked })}>{t('settings.machine.startAtLogin')}</Checkbox>
        )}
        <Checkbox checked={machine.keepInTray} onChange={({ target }) => change({ keepInTray: target.checked })}>{t('settings.machine.keepInTray')}</Checkbox>
      </div>
    </section>
  )
}
