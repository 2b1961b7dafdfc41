// What follows a write without a call waiting for it: heads.json, and bringing the write-ahead log into the main file.
// Both may lag behind a crash: what was committed is on the disk already.

export type Afterwards = {
  /** Something was written: the work follows within a second. */
  due(): void
  /** Does what is outstanding now. */
  flush(): void
}

const LAG = 1000

/** `report` hears when the work fails, say on a full disk; it is tried again after the next write. */
export function makeAfterwards(work: () => void, report: (error: unknown) => void): Afterwards {
  let timer: NodeJS.Timeout | null = null
  const flush = (): void => {
    if (timer === null) return
    clearTimeout(timer)
    timer = null
    try {
      work()
    } catch (error) {
      report(error)
    }
  }
  return {
    due: () => {
      timer ??= setTimeout(flush, LAG).unref()
    },
    flush,
  }
}
