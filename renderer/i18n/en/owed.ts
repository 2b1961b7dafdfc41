// The records that are owed or lack something, by the questions asked of a day.
import type { owed as zh } from '../zh-CN/owed.ts'
import type { Same } from '../same.ts'

export const owed = {
  title: 'Records owed',
  filter: {
    label: 'Show',
    outstanding: 'Outstanding',
    overdue: 'Overdue',
    dueToday: 'Due today',
    refused: 'Sent back',
    incomplete: 'Incomplete',
  },
  list: 'Records',
  mine: 'Only mine',
  column: {
    dueOn: 'Due',
    record: 'Record',
    car: 'Car',
    owner: 'Owner',
    responsible: 'Responsible',
    deliveredOn: 'Delivered',
    state: 'State',
    acts: 'Actions',
  },
  provisional: 'provisional',
  provisionalHint: 'The holidays of that year are not announced yet; the due day may change.',
  overdue: 'overdue',
  dueToday: 'today',
  lackCount_one: '{{count}} lacking',
  lackCount_other: '{{count}} lacking',
  handover: 'Hand over',
  dossier: 'Open dossier',
  supplement: 'Hand in later papers',
  more: 'Only the first {{count}} are listed; narrow them down above.',
  empty: {
    outstanding: 'Nothing is outstanding.',
    overdue: 'Nothing is overdue.',
    dueToday: 'Nothing is due today.',
    refused: 'Nothing was sent back.',
    incomplete: 'Nothing is incomplete.',
    text: 'Deliveries and visits appear here as they are entered.',
  },
} as const satisfies Same<typeof zh>
