// What the program is, and the licences of what it is made of.
import type { about as zh } from '../zh-CN/about.ts'
import type { Same } from '../same.ts'

export const about = {
  title: 'About YiDang',
  shell: { desktop: 'desktop application', browser: 'in the browser' },
  what: 'The customer-archive desk of a car dealership. No network; data stay on the store’s own disks. Below: the licence of each part.',
  parts: 'What it is made of',
  find: 'Find by name or licence',
  found_one: '{{count}} part',
  found_other: '{{count}} parts',
  textOf: 'Licence of {{name}}',
} as const satisfies Same<typeof zh>
