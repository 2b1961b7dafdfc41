// The language of the person at the terminal: zh first, en second.
import type { Tell } from './command.ts'

/** By LC_ALL, LC_MESSAGES, LANG in that order, else the system's own; the bare C locale reads English. */
export function tellIn(environment: NodeJS.ProcessEnv): Tell {
  const named = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find((value) => value !== undefined && value !== '')
  const isEnglish = /^(?:en|C|POSIX)(?:[^a-z]|$)/i.test(named ?? Intl.DateTimeFormat().resolvedOptions().locale)
  return (said) => (isEnglish ? said.english : said.chinese)
}
