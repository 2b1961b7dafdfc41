// The first screen leads to the act that settles each line, and from each figure to the list of what it counts.
import { describe, expect, it } from 'vitest'
import { TODAY_SECTIONS } from '#shared/domain/today.ts'
import { paths } from '../../renderer/app/paths.ts'
import { actOf, allOf } from '../../renderer/features/today/links.ts'

const line = (about: string) => ({ id: 7, record: null, about })

describe('today', () => {
  it('F6 a change of a checklist is approved where that checklist is', () => {
    expect(actOf('settingChange', line('checklist/overhaul'), false)).toBe(paths.settings('checklists', 'overhaul'))
    expect(actOf('settingChange', line('policy'), false)).toBe(paths.settings('policy'))
    expect(allOf('settingChange', [line('checklist/overhaul')])).toBe(paths.settings('checklists', 'overhaul'))
    expect(allOf('settingChange', [line('checklist/overhaul'), line('policy')])).toBeNull()
  })

  it('V10 what is to be looked at is on the list of what was marked done', () => {
    expect(allOf('corrected', [])).toBe('/corrections/done')
    expect(actOf('corrected', line(''), false)).toBe('/corrections/done/7')
    expect(allOf('correction', [])).toBe('/corrections/open')
  })

  it('V9 what waits is listed of all months, and one’s own as one’s own', () => {
    expect(allOf('violation', [])).toBe('/violations/all/toDecide')
    expect(allOf('appeal', [])).toBe('/violations/all/appealed')
    expect(allOf('mine', [])).toBe('/violations/mine/toAnswer')
    expect(actOf('mine', line('V1'), false)).toBe('/violations/mine/toAnswer/7')
  })

  it.each(TODAY_SECTIONS.filter((key) => key !== 'delay' && key !== 'settingChange'))('every figure leads to a list: %s', (key) => {
    expect(allOf(key, [])).not.toBeNull()
  })
})
