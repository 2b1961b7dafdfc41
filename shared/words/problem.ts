// What a problem is called, the same on the screens and at the command line.
import { problem as en } from './en/problem.ts'
import { problem as zh } from './zh-CN/problem.ts'

const CATALOGUES = { 'zh-CN': zh, en } as const

export type ProblemCode = keyof typeof zh

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(zh, code)
}

/** The sentence for a problem in a language, with what it is about in its place. */
export function problemIn(language: keyof typeof CATALOGUES, code: ProblemCode, subject = ''): string {
  return CATALOGUES[language][code].replaceAll('{{subject}}', () => subject)
}
