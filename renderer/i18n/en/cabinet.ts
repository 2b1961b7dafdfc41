// Cabinets, shelves, slots.
import type { cabinet as zh } from '../zh-CN/cabinet.ts'
import type { Same } from '../same.ts'

export const cabinet = {
  title: 'Cabinets',
  list: 'Cabinets',
  add: 'Add cabinet',
  added: 'Cabinet {{code}} added',
  empty: 'No cabinet yet.',
  emptyText: 'Add a cabinet, numbered by shelf and slot, then print the labels of its slots.',
  fill: '{{used}} / {{capacity}} folders',
  shelf: 'Shelf {{number}}',
  slots: 'Slots of cabinet {{code}}',
  slotOf: '{{label}}, {{used}} of {{capacity}}',
  legend: { empty: 'Empty', some: 'Has room', full: 'Full' },
  print: 'Print slot labels',
  form: {
    title: 'Add cabinet',
    room: 'Room',
    code: 'Code',
    codeHint: '1 to 6 capital letters or digits; every slot label begins with it.',
    shelves: 'Shelves',
    slotsPerShelf: 'Slots on a shelf',
    capacity: 'Folders in a slot',
    labels: 'Slots {{first}} to {{last}}, {{count}} in all, room for {{folders}} folders.',
  },
  slot: {
    title: 'Slot {{label}}',
    folders: 'Folders in the slot',
    hidden_one: '{{count}} more folder that you may not see.',
    hidden_other: '{{count}} more folders that you may not see.',
    empty: 'This slot is empty.',
    choose: 'Choose a slot to see which folders are in it.',
  },
} as const satisfies Same<typeof zh>
