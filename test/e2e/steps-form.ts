// What a person does with any form: looks at a field's message, chooses from a list, reads a fact.
import type { Locator, Page } from 'playwright-core'

/** The message that stands at a field and is read out with it; '' when there is none. */
export function problemAt(field: Locator): Promise<string> {
  return field.evaluate((element) => (element.getAttribute('aria-describedby') ?? '').split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim())
}

/** Opens a list and takes one of what it offers. */
export async function choose(page: Page, list: Locator, option: string): Promise<void> {
  await list.click()
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click()
}

/** What stands beside a term. */
export function fact(within: Locator, term: string): Promise<string> {
  return within.locator('dt').filter({ hasText: term }).first().locator('xpath=following-sibling::dd[1]').innerText()
}

/** All that anyone could read on a page: its text, its attributes, what stands in its fields. */
export function everythingOn(page: Page): Promise<string> {
  return page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input, textarea')].map((field) => ('value' in field ? String(field.value) : '')),
  ].join('\n'))
}
