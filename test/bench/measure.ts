// Times and how they are told: percentiles in milliseconds.

/** Milliseconds of each of `times` runs of `work`, sorted; the first few, in which code warms up, are left out. */
export async function measure(times: number, work: (run: number) => unknown): Promise<number[]> {
  const warm = Math.min(20, Math.ceil(times / 5))
  const taken: number[] = []
  for (let run = -warm; run < times; run += 1) {
    const began = performance.now()
    await work(run)
    if (run >= 0) taken.push(performance.now() - began)
  }
  return taken.sort((a, b) => a - b)
}

export function percentile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

export const ms = (value: number): string => value.toFixed(2)

/** Prints rows under their heading, columns lined up. */
export function table(title: string, heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [heading, ...rows]
  const widths = heading.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')
  console.log(`\n${title}\n${line(heading)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`)
  for (const row of rows) console.log(line(row))
}

/** A goal met or missed, said plainly. */
export function goal(name: string, value: number, most: number, unit = 'ms'): void {
  console.log(`${value <= most ? 'met   ' : 'MISSED'}  ${name}: ${ms(value)} ${unit}, at most ${ms(most)} ${unit}`)
}

/** A goal of at least so much. */
export function floor(name: string, value: number, least: number, unit: string): void {
  console.log(`${value >= least ? 'met   ' : 'MISSED'}  ${name}: ${ms(value)} ${unit}, at least ${least} ${unit}`)
}
