// Labels: scanned, and printed on label sheets and cover sheets.
import type { label as zh } from '../zh-CN/label.ts'
import type { Same } from '../same.ts'

export const label = {
  unknown: 'Nothing is known of this label: {{text}}',
  busy: 'Finish or close what is open first, then scan the label.',
  sheet: {
    label: 'Label sheet',
    kind: { a70x37: '3×8, 70 × 37 mm', a63x38: '3×7, 63.5 × 38.1 mm', a99x38: '2×7, 99.1 × 38.1 mm' },
    start: 'Begin at label',
    sum_one: 'Labels: {{labels}}, on {{count}} sheet',
    sum_other: 'Labels: {{labels}}, on {{count}} sheets',
    hint: 'Print at actual size (100 %), not scaled.',
  },
  folders: { title: 'Folder labels', vin: 'VIN ends in {{tail}}' },
  slots: {
    title: 'Cabinet labels', shelf: 'Shelf', every: 'All', nothing: 'There is no such cabinet.',
    what: 'Labels of', of: { slot: 'Slots', shelf: 'Shelves', cabinet: 'Cabinet', all: 'Cabinet, shelves, slots' },
  },
  covers: {
    title: 'Cover sheets',
    sheet: 'Cover sheet for scanning',
    choose: 'Cover sheets for which papers',
    every: 'All',
    unscanned: 'Those to scan',
    none: 'None',
    empty: 'Choose at least one paper.',
    record: 'Record',
    dossier: 'Archive number',
    plate: 'Plate',
    advice: 'Put it in front of this paper and scan both: the pages after it are filed under this paper, up to the next cover sheet.',
    pages_one: '{{count}} sheet of A4',
    pages_other: '{{count}} sheets of A4',
  },
} as const satisfies Same<typeof zh>
