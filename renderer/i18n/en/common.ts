// Words that every screen shares.
import { value } from '#shared/words/en/value.ts'
import type { common as zh } from '../zh-CN/common.ts'
import type { Same } from '../same.ts'

export const common = {
  product: 'YiDang',
  training: 'TRAINING',
  loading: 'Loading…',
  retry: 'Try again',
  cancel: 'Cancel',
  save: 'Save',
  restored: 'What you had not finished is back.',
  saved: 'Saved',
  close: 'Close',
  back: 'Back',
  next: 'Next',
  edit: 'Edit',
  print: 'Print',
  none: 'None',
  add: 'Add',
  regulation: '客户管理制度3',
  everybody: 'Everybody',
  offered: 'It may be',
  unlisted: 'not on the list',
  language: 'Language',
  trainingHint: 'A training archive: nothing here counts, so practise freely.',
  notFound: {
    title: 'There is no such page',
    text: 'The address may be wrong, or you may not open it.',
    home: 'Back to the desk',
  },
  crash: {
    title: 'Something went wrong on this page',
    text: 'What was saved is safe. Open the page again; if it happens again, tell your administrator.',
    reload: 'Open again',
  },
  kind: value.recordKind,
  state: { ...value.recordState, overdue: 'Overdue' },
  role: value.role,
  departmentKind: {
    sales: 'Sales',
    service: 'Service',
    care: 'Customer care',
    management: 'Management',
  },
} as const satisfies Same<typeof zh>
