import { defineConfig } from 'vitest/config'
import { builtThreads } from './scripts/build.ts'
import LongestFirst from './test/support/longest-first.ts'

// Each folder of tests is a project, so that `npm test -- --project domain` runs one layer alone.
const plugins = [await builtThreads()]
const project = (name: string, extra: object = {}) => ({
  plugins,
  test: { name, include: [`test/${name}/**/*.test.ts`], environment: 'node', ...extra },
})

export default defineConfig({
  test: {
    projects: [
      project('domain', { testTimeout: 30_000, isolate: false }),
      project('renderer', { testTimeout: 30_000, isolate: false }),
      project('archive', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('browser', { testTimeout: 60_000, hookTimeout: 60_000 }),
      project('desktop', { testTimeout: 120_000, hookTimeout: 240_000 }),
      project('faults', { testTimeout: 300_000, hookTimeout: 120_000 }),
      project('e2e', { testTimeout: 180_000, hookTimeout: 120_000, globalSetup: 'test/support/screens-of-run.ts' }),
    ],
    globalSetup: ['test/support/archives-of-run.ts', 'test/support/threads-of-run.ts'],
    // One more than the cores that it is meant for: a file waits often, for a browser or for a child.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    reporters: ['default'],
  },
})
