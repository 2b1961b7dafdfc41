// What follows a write without a call waiting for it: heads.json, merging the search index, and bringing the write-ahead log into
// the main file. All may lag behind a crash: what was committed is on the disk already.

export type Afterwards = {
  /** Something was written: the work follows within a second. */
  due(): void
  /** Does what is outstanding now, once: the archive is about to be closed. */
  flush(): void
}

const LAG = 1000

/**
 * `work` answers whether there is more of it to do, after another pause. `report` hears when it fails, say on a full disk; it is
 * tried again after the next write.
 */
export function makeAfterwards(work: () => boolean, report: (error: unknown) => void): Afterwards {
  let timer: NodeJS.Timeout | null = null
  const due = (): void => {
    timer ??= setTimeout(() => run() && due(), LAG).unref()
  }
  const run = (): boolean => {
    timer = null
    try {
      return work()
    } catch (error) {
      report(error)
      return false
    }
  }
  const flush = (): void => {
    if (timer === null) return
    clearTimeout(timer)
    run()
  }
  return { due, flush }
}
