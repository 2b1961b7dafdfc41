// What is done with a month as a whole: checking the facts, entering by hand, printing, exporting, closing (rule V9).
import { App, Button, Dropdown, type MenuProps } from 'antd'
import { MoreOutlined } from '@ant-design/icons'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { Sums } from '#shared/contract/violation.ts'
import { moneyText } from '#shared/domain/money.ts'
import { useAct } from '../../app/answer.ts'
import { saveFile } from '../../app/save.ts'
import { usePermits, useToday } from '../../app/session.ts'
import { explain } from '../../components/ProblemText.tsx'
import { currentLanguage } from '../../i18n/index.ts'
import { printPaths } from '../../print/paths.ts'
import { call } from '../../api.ts'
import { EnterDialog } from './dialogs.tsx'

type MonthActsProps = { month: string; sums: Sums | null; closed: boolean; onChanged: () => void }

export function MonthActs({ month, sums, closed, onChanged }: MonthActsProps) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const [, navigate] = useLocation()
  const today = useToday()
  const mayPropose = usePermits('violation.propose')
  const mayClose = usePermits('month.close')
  const [entering, setEntering] = useState(false)
  const say = (error: Parameters<typeof explain>[0]): boolean => {
    void message.error(explain(error).what)
    return true
  }
  const propose = useAct(async (of: string, asked: boolean) => {
    const done = await call('violation.propose', { month: of })
    const isNew = done.added + done.changed + done.removed > 0
    if (isNew) void message.success(t('violation.act.proposed', done))
    else if (asked) void message.success(t('violation.act.nothingNew'))
    if (isNew) onChanged()
  }, say)
  // Whoever opens a month sees what the facts say by now, once whatever was looked at before is through; the button looks again.
  const isOpen = mayPropose && sums !== null && !closed
  const looked = useRef<string>(undefined)
  const look = useEffectEvent((of: string) => {
    if (looked.current === of) return
    looked.current = of
    void propose.run(of, false)
  })
  useEffect(() => {
    if (isOpen && !propose.running) look(month)
  }, [isOpen, month, propose.running])
  const save = useAct(async () => {
    saveFile(await call('violation.sheet', { month, language: currentLanguage() }))
  }, say)
  const close = useAct(async () => {
    const { total } = await call('month.close', { month })
    void message.success(t('violation.act.closeDone', { month, amount: moneyText(total) }))
    onChanged()
  }, say)
  const items: MenuProps['items'] = [
    ...(mayPropose ? [{ key: 'enter', label: t('violation.act.enter') }] : []),
    { key: 'print', label: t('violation.act.print') },
    { key: 'sheet', label: t('violation.act.sheet') },
    ...(mayClose ? [{ key: 'close', label: t('violation.act.close'), disabled: closed || month >= today.slice(0, 7), danger: true }] : []),
  ]
  const onClick: NonNullable<MenuProps['onClick']> = ({ key }) => {
    if (key === 'enter') setEntering(true)
    else if (key === 'print') navigate(printPaths.violations(month))
    else if (key === 'sheet') void save.run()
    else {
      void modal.confirm({
        title: t('violation.act.closeTitle', { month }),
        content: t('violation.act.closeText', { amount: moneyText(sums?.decided ?? 0) }),
        okText: t('violation.act.close'),
        okButtonProps: { danger: true },
        cancelText: t('common.cancel'),
        onOk: () => close.run(),
      })
    }
  }
  return (
    <>
      {mayPropose && <Button type="primary" loading={propose.running} disabled={closed} onClick={() => void propose.run(month, true)}>{t('violation.act.propose')}</Button>}
      <Dropdown menu={{ items, onClick }} trigger={['click']}>
        <Button icon={<MoreOutlined aria-hidden />} loading={save.running || close.running} aria-label={t('violation.act.more')} />
      </Dropdown>
      {entering && (
        <EnterDialog
          onClose={() => setEntering(false)}
          onDone={(said) => {
            void message.success(said)
            setEntering(false)
            onChanged()
          }}
        />
      )}
    </>
  )
}
