// Fills an archive with very many dossiers for measuring: the sample store's history, at any size, written quickly.
import { contract } from '#shared/contract/index.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import { openStore } from '../../electron/cli/demo.ts'
import { openDesk, type Desk } from '../../electron/cli/demo/desk.ts'
import { planHistory } from '../../electron/cli/demo/plan-acts.ts'
import { instantAt, playHistory } from '../../electron/cli/demo/play.ts'
import { makeRandom } from '../../electron/cli/demo/random.ts'

export type FillOptions = {
  /** A folder that does not exist yet, or is empty. */
  folder: string
  /** How many cars, at least 12; each has about one and a half records. */
  dossiers: number
  seed: number
  /** Everyone's; the log-ins are those of the sample store. */
  password: string
  today: LocalDate
}

const CARS_AT_SCALE_1 = 120

/**
 * A training archive of that many dossiers with some fourteen months of signed book, most records handed over. One transaction
 * a day of history; every call is checked, audited and signed as always.
 */
export async function fillArchive({ folder, dossiers, seed, password, today }: FillOptions): Promise<void> {
  const random = makeRandom(seed)
  const { startOn, acts } = planHistory(random, dossiers / CARS_AT_SCALE_1, today)
  const desk = openDesk(folder, password, instantAt(startOn, 9 * 60))
  try {
    await playHistory(withoutHeads(desk), acts, await openStore(desk, password), password, random)
  } finally {
    await desk.close()
  }
}

/** Leaves out what the door does after each single call: rewriting heads.json, which the end of each day does as well. */
function withoutHeads(desk: Desk): Desk {
  return {
    ...desk,
    call: (login, method, input) => (login !== null && contract[method].effect === 'write' ? desk.act(login, method, input) : desk.call(login, method, input)),
  }
}
