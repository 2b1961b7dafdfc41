// D2 by the State Council's notices for 2024 to 2026 in their own words: read, they say of every day what the program carries.
import { describe, expect, it } from 'vitest'
import { localDate } from '#shared/domain/local-date.ts'
import { isOfNotice, noticeProblems, readNotice } from '#shared/domain/notice.ts'
import { daysOfYear, isAnnounced, STATE_CALENDAR, statutoryHolidays, workingDay, type WorkCalendar } from '#shared/domain/working-day.ts'

const NOTICES: Record<number, string> = {
  2024: `国务院办公厅关于2024年
部分节假日安排的通知
国办发明电〔2023〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2023年10月25日`,
  2025: `一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。`,
  2026: `一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`,
}

const calendarOf = (year: number, text: string): WorkCalendar =>
  ({ ...STATE_CALENDAR, notices: new Map([[year, new Map(readNotice(year, text).days.map(({ on, working, name }) => [on, { working, name }]))]]) })

describe('D2 the State Council\'s words', () => {
  it.each([2024, 2025, 2026])('D2 the notice for %i, read, is the calendar of that year', (year) => {
    const text = NOTICES[year] ?? ''
    expect(readNotice(year, text).misread).toEqual([])
    const calendar = calendarOf(year, text)
    const saidOf = (of: WorkCalendar) => daysOfYear(year).map((on) => `${on} ${workingDay(on, of).working}`)
    expect(saidOf(calendar)).toEqual(saidOf(STATE_CALENDAR))
    expect(noticeProblems(year, readNotice(year, text).days)).toEqual([])
  })

  it.each([2024, 2025, 2026])('D2 copied without line breaks, or with one in every sentence, the notice for %i says the same', (year) => {
    const text = NOTICES[year] ?? ''
    expect(readNotice(year, text.replaceAll('\n', ''))).toEqual(readNotice(year, text))
    expect(readNotice(year, text.replaceAll('日', '日\n '))).toEqual(readNotice(year, text))
  })

  it('D2 names holidays and the days worked for them as the calendar does', () => {
    const { days } = readNotice(2026, NOTICES[2026] ?? '')
    expect(days).toHaveLength(33 + 6)
    expect(days).toContainEqual({ on: '2026-02-14', working: true, name: '春节' })
    expect(days).toContainEqual({ on: '2026-04-06', working: false, name: '清明' })
  })

  it('D2 a holiday over the turn of the year moves days of the December before', () => {
    const text = '一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。'
    expect(readNotice(2019, text)).toEqual({
      days: [
        { on: '2018-12-29', working: true, name: '元旦' }, { on: '2018-12-30', working: false, name: '元旦' },
        { on: '2018-12-31', working: false, name: '元旦' }, { on: '2019-01-01', working: false, name: '元旦' },
      ],
      misread: [],
    })
    const calendar = calendarOf(2033, '一、元旦：2032年12月31日至2033年1月2日放假，共3天。')
    expect(workingDay(localDate('2032-12-31'), calendar)).toEqual({ working: false, provisional: false, name: '元旦' })
    expect(workingDay(localDate('2032-12-30'), calendar)).toMatchObject({ working: true, provisional: true })
    expect(isOfNotice(2033, localDate('2032-11-30'))).toBe(false)
  })

  it('D2 a notice that contradicts itself, or is of another year, is named', () => {
    expect(readNotice(2027, NOTICES[2026] ?? '').misread).toContainEqual({ text: '1月1日(周四)至3日(周六)放假调休,共3天', problem: 'notice.weekday' })
    expect(readNotice(2026, '一、元旦：1月1日至3日放假，共4天。').misread).toEqual([{ text: '1月1日至3日放假,共4天', problem: 'notice.count' }])
    expect(readNotice(2026, '一、元旦：1月1日至3日看情况。')).toEqual({ days: [], misread: [{ text: '1月1日至3日看情况', problem: 'notice.notUnderstood' }] })
    expect(readNotice(2026, '一、元旦：2月30日放假。').misread).toHaveLength(1)
  })

  it('D2 what is only advised is not free', () => {
    expect(readNotice(2024, NOTICES[2024] ?? '').days.some(({ on }) => on === '2024-02-09')).toBe(false)
  })
})

describe('D2 simple lines', () => {
  it('D2 days, 休 or 班, and a name where there is one', () => {
    expect(readNotice(2027, '2027-01-01 休 元旦\n2027/1/2,休,元旦\n２０２７年１月３日 班\n\n"2027-02-06","放假","春节"\n')).toEqual({
      days: [
        { on: '2027-01-01', working: false, name: '元旦' }, { on: '2027-01-02', working: false, name: '元旦' },
        { on: '2027-01-03', working: true, name: '元旦' }, { on: '2027-02-06', working: false, name: '春节' },
      ],
      misread: [],
    })
  })

  it('D2 a line that is no day is named, a heading is not', () => {
    expect(readNotice(2027, '日期,安排,名称\n2027-02-30,休,春节\n2027-01-01,休,元旦').misread).toEqual([
      { text: '2027-02-30,休,春节', problem: 'notice.notUnderstood' },
    ])
  })
})

describe('D2 what a notice cannot be', () => {
  const whole = readNotice(2026, NOTICES[2026] ?? '').days

  it('D2 it stands for its whole year, so that a holiday it forgets is named', () => {
    const forgotten = whole.filter(({ name }) => name !== '中秋')
    expect(noticeProblems(2026, forgotten)).toEqual([{ on: '2026-09-25', name: '中秋', problem: 'notice.holidayMissing' }])
    const worked = whole.map((day) => (day.on === '2026-05-01' ? { ...day, working: true } : day))
    expect(noticeProblems(2026, worked)).toEqual([{ on: '2026-05-01', name: '劳动节', problem: 'notice.workedHoliday' }])
  })

  it('D2 it names no day of another year, and none twice', () => {
    const day = { on: localDate('2027-01-01'), working: false, name: '元旦' }
    expect(noticeProblems(2026, [...whole, day])).toEqual([{ on: '2027-01-01', name: '元旦', problem: 'notice.otherYear' }])
    expect(noticeProblems(2026, [...whole, { on: localDate('2026-01-01'), working: true, name: '元旦' }])).toEqual([{ on: '2026-01-01', name: '元旦', problem: 'notice.dayTwice' }])
  })

  it('D2 the law itself frees thirteen days', () => {
    expect(statutoryHolidays(2027)).toHaveLength(13)
    expect(isAnnounced(2026, STATE_CALENDAR)).toBe(true)
    expect(isAnnounced(2040, STATE_CALENDAR)).toBe(false)
    expect(isAnnounced(2040, calendarOf(2040, '2040-01-01 休 元旦'))).toBe(true)
  })
})
