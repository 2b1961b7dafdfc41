// How a leak stands, at a glance.
import type { LeakState } from '#shared/domain/leak.ts'

export const LEAK_COLOURS: Record<LeakState, string> = { reported: 'error', followed: 'processing', closed: 'default' }
