// The threads that tests start are those that are shipped (vitest.config.ts): built where their sources are newer.
import { build } from '../../scripts/build.ts'

export const setup = (): Promise<void> => build(['desktop'])
