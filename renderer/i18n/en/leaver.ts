// The leaver's list: what is still in a person's hands.
import type { leaver as zh } from '../zh-CN/leaver.ts'
import type { Same } from '../same.ts'

export const leaver = {
  title: "Leaver's list",
  intro: 'To be settled before leaving: records never handed over, papers missing, corrections still open.',
  print: 'Print the list',
  records: 'Records owed or incomplete',
  corrections: 'Open corrections',
  noRecords: 'No records owed or incomplete.',
  noCorrections: 'No open corrections.',
  clear: 'Nothing is left in their hands.',
  more: 'Only the {{count}} due first are listed.',
  left: 'has left',
  column: { number: 'Number', dueOn: 'Due', record: 'Record', lacks: 'To put right', state: 'State', settled: 'Settled' },
  whole: 'everything',
  hands: 'Still in the hands of {{name}}:',
  none: 'Nothing is left in the hands of {{name}}: no records, no papers, no corrections.',
  owed_one: '{{count}} record owed',
  owed_other: '{{count}} records owed',
  overdue_one: '{{count}} of them overdue',
  overdue_other: '{{count}} of them overdue',
  incomplete_one: '{{count}} incomplete record',
  incomplete_other: '{{count}} incomplete records',
  correction_one: '{{count}} open correction',
  correction_other: '{{count}} open corrections',
  ask: "Have the department's head or the archivist print the leaver's list, and shut the account when it is settled.",
  person: 'Leaver',
  department: 'Department',
  drawnOn: 'Drawn up on',
  sign: { leaver: 'Handed over by', taker: 'Taken over by', head: 'Head of department', archivist: 'Archivist', date: 'Date' },
} as const satisfies Same<typeof zh>
