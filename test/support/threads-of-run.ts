// The threads that tests start are those that are shipped (vitest.config.ts), and the programs they start are bundled with them: built where
// their sources are newer.
import { build } from '../../scripts/build.ts'

export const setup = (): Promise<void> => build(['desktop', 'browser', 'programs'])
