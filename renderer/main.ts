// The window's entry.
import { config } from 'zod'

// The window's policy forbids code made from text, which zod would otherwise try while the contract's schemas are made:
// said first, and everything else is loaded after.
config({ jitless: true })

const { start } = await import('./app/start.tsx')
await start()
