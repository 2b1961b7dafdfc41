// The browser shell as a program of its own: built, so that it comes in half the time and no thread keeps what strips types; and with the care for
// memory that only whoever starts a program can take.
import { build, BUILT_BROWSER } from './build.ts'

/**
 * For glibc, on Linux, which else keeps memory apart for each of a dozen threads and gives hardly any of it back. What is larger than
 * a quarter of a megabyte (a piece of a file, a picture) goes back as soon as it is freed.
 */
const MEMORY = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '262144', MALLOC_TRIM_THRESHOLD_: '262144' }

/** Builds what is not fresh. @returns what to spawn. @throws when a source does not build. */
export async function browserShell(args: readonly string[], env = process.env) {
  await build(['renderer', 'desktop', 'browser'])
  return { program: process.execPath, args: [BUILT_BROWSER, ...args], env: { ...MEMORY, ...env } }
}
