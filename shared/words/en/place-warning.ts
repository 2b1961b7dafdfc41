// What about a place of backups needs a person's eye, in two or three words.
import type { placeWarning as zh } from '../zh-CN/place-warning.ts'

export const placeWarning: Record<keyof typeof zh, string> = {
  missing: 'not there',
  failed: 'last one failed',
  damaged: 'damaged',
  full: 'short of room',
  late: 'overdue',
  neverBackedUp: 'no backup yet',
  notProven: 'restore long unproven',
  slow: 'too slow',
  sameDisk: 'on the archive’s disk',
}
