// What stands in the tray: how backups stand, in words and as a mark, and what can be chosen. No name and no folder is shown there (rule A2).
import type { MenuItemConstructorOptions } from 'electron'
import type { BackupStanding } from '#archive/backup/standing.ts'
import { STORE_TIME_ZONE } from '#shared/domain/local-date.ts'
import { placeWarning as warningEn } from '#shared/words/en/place-warning.ts'
import { placeWarning as warningZh } from '#shared/words/zh-CN/place-warning.ts'
import type { Language } from './place.ts'

const TEXTS = {
  'zh-CN': {
    product: '一车一档', open: '打开一车一档', backUp: '立即备份', atLogin: '登录电脑时启动', keep: '关闭窗口后留在这里', quit: '退出',
    none: '还没有自动备份的位置', never: '还没有备份', last: '上次备份 ', about: '请看：', backup: '正在备份', proof: '正在试还原', rotation: '正在清理旧备份',
    risk: { synchronised: '档案放在同步文件夹里', network: '档案放在网络文件夹里' }, closing: '备份完成后自动退出', comma: '、', warning: warningZh,
  },
  en: {
    product: 'YiDang', open: 'Open YiDang', backUp: 'Back up now', atLogin: 'Start when I log in', keep: 'Stay here when the window is closed', quit: 'Quit',
    none: 'Backups do not go anywhere by themselves yet', never: 'No backup yet', last: 'Last backup ', about: 'Look at: ', backup: 'Backing up', proof: 'Restoring on trial',
    rotation: 'Clearing old backups', risk: { synchronised: 'the archive lies in a synchronised folder', network: 'the archive lies on a network share' },
    closing: 'Quits when the backup is done', comma: ', ', warning: warningEn,
  },
} as const

/** `none`: backups do not go anywhere by themselves yet. */
export type TrayMark = 'well' | 'running' | 'amiss' | 'none'

export function trayMark({ places, running, warnings, risk }: BackupStanding): TrayMark {
  if (running !== null) return 'running'
  if (warnings.length > 0 || risk !== null) return 'amiss'
  return places === 0 ? 'none' : 'well'
}

const minutes = new Intl.DateTimeFormat('sv-SE', { timeZone: STORE_TIME_ZONE, dateStyle: 'short', timeStyle: 'short' })

/** `正在备份 42%`; null while nothing is under way. */
export function runningText(language: Language, { running }: BackupStanding): string | null {
  return running === null ? null : `${TEXTS[language][running.what]} ${Math.floor(running.progress * 100)}%`
}

/** How backups stand, in one to three lines. */
export function standingLines(language: Language, standing: BackupStanding): string[] {
  const text = TEXTS[language]
  const doing = runningText(language, standing)
  const last = standing.lastDone === null ? text.never : `${text.last}${minutes.format(standing.lastDone)}`
  const amiss = [...standing.warnings.map((warning) => text.warning[warning]), ...(standing.risk === null ? [] : [text.risk[standing.risk]])]
  return [
    ...(doing === null ? [] : [doing]),
    standing.places === 0 ? text.none : last,
    ...(amiss.length === 0 ? [] : [`${text.about}${amiss.join(text.comma)}`]),
  ]
}

export type TrayState = {
  language: Language
  standing: BackupStanding
  /** Null where the program cannot be started at log-in. */
  atLogin: boolean | null
  keepInTray: boolean
  /** The program is closing: the last backup is being taken. */
  closing: boolean
}

export type TrayActs = {
  open: () => void
  backUp: () => void
  startAtLogin: (on: boolean) => void
  keepInTray: (on: boolean) => void
  quit: () => void
}

/** What is shown under the mouse. */
export function trayTip({ language, standing }: Pick<TrayState, 'language' | 'standing'>): string {
  return [TEXTS[language].product, ...standingLines(language, standing)].join('\n')
}

export function trayMenu({ language, standing, atLogin, keepInTray, closing }: TrayState, acts: TrayActs): MenuItemConstructorOptions[] {
  const text = TEXTS[language]
  const lines = standingLines(language, standing).map((label): MenuItemConstructorOptions => ({ label, enabled: false }))
  if (closing) return [...lines, { label: text.closing, enabled: false }]
  return [
    ...lines,
    { type: 'separator' },
    { label: text.open, click: acts.open },
    { label: text.backUp, enabled: standing.places > 0 && standing.running === null, click: acts.backUp },
    { type: 'separator' },
    ...(atLogin === null ? [] : [{ label: text.atLogin, type: 'checkbox', checked: atLogin, click: ({ checked }) => acts.startAtLogin(checked) } satisfies MenuItemConstructorOptions]),
    { label: text.keep, type: 'checkbox', checked: keepInTray, click: ({ checked }) => acts.keepInTray(checked) },
    { type: 'separator' },
    { label: text.quit, click: acts.quit },
  ]
}

/** The picture of a mark: macOS colours a template itself, Linux panels shrink one, Windows takes the one that fits the screen from its neighbours. */
export function trayFile(mark: TrayMark, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `${mark}Template.png`
  return platform === 'win32' ? `${mark}.png` : `${mark}-panel.png`
}
