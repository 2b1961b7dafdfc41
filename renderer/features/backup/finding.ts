// What a check found, in the user's language.
import { i18n } from '../../i18n/index.ts'
import { finding as findings } from '../../i18n/zh-CN/finding.ts'

function isFinding(code: string): code is keyof typeof findings {
  return Object.hasOwn(findings, code)
}

/** The sentence for a finding's code; the bare code for one the catalogue does not have, so that nothing found goes unsaid. */
export function findingText(code: string): string {
  return isFinding(code) ? i18n.t(`finding.${code}`) : code
}
