// What a paper is called, the same on the screens and in what leaves the archive.
import { paper as en } from './en/paper.ts'
import { paper as zh } from './zh-CN/paper.ts'

const CATALOGUES = { 'zh-CN': zh, en } as const

type PaperCode = keyof typeof zh

export function isPaperCode(code: string): code is PaperCode {
  return Object.hasOwn(zh, code)
}

/** `own`: what a store's own papers are called, by code. */
export function paperIn(language: keyof typeof CATALOGUES, code: string, own: ReadonlyMap<string, string>): string {
  return isPaperCode(code) ? CATALOGUES[language][code] : (own.get(code) ?? code)
}
