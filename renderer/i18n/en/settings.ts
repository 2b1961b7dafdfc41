// Settings of the store.
import type { settings as zh } from '../zh-CN/settings.ts'
import type { Same } from '../same.ts'

export const settings = {
  title: 'Settings',
  parts: 'Parts of the settings',
  part: { desk: 'Desk and numbers', policy: 'Deadlines and penalties', checklists: 'Checklists', calendar: 'Work calendar', secrecy: 'Secrecy and reading' },
  machine: {
    title: 'The program on this machine',
    what: 'Scheduled backups need the program to run. This concerns this machine alone.',
    startAtLogin: 'Start when I log in to the machine, in the tray only',
    keepInTray: 'Stay in the tray when the window is closed, and go on backing up',
    failed: 'It was not changed. Try again.',
  },
  desk: 'Idle lock',
  idleMinutes: 'Minutes without input until the screen locks',
  idleHint: '1 to 60 minutes. After a lock the password is asked again; what was half written is kept for its author.',
  minutes: 'minutes',
  numbers: 'Archive numbers',
  pattern: 'Pattern',
  patternHint: 'Use {store} store code, {class} class, {year} year, {term} keeping term, {number} running number, and capital letters, digits and · . - /. Class, year and number must each appear once. Only new dossiers are concerned: a number once given is for life.',
  previewSold: 'Sold here:',
  previewElsewhere: 'Sold elsewhere:',
  recoveryKey: 'Recovery key',
  recoveryWhat: 'It opens the archive when every administrator has forgotten their password. Replace it when the paper is lost or was seen, or when someone who knows it leaves. The old key stops working at once.',
  replace: 'Replace the recovery key',
  replaceTitle: 'Replace the recovery key',
  replacePassword: 'Your password',
  replaceSubmit: 'Make a new key',
  replaceDone: 'Done',
} as const satisfies Same<typeof zh>
