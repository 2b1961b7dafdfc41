// What a screen may take an answer for: one to what it asks now, or only something to look at meanwhile.
import { describe, expect, it } from 'vitest'
import { answerTo, type Held } from '../../renderer/app/answer.ts'
import { idParam } from '../../renderer/app/idParam.ts'
import { withText } from '../../renderer/app/keptText.ts'

const held: Held<string> = { to: 'violation.list {"month":"2026-02"}', value: 'February', error: null, loading: false }

describe('answers', () => {
  it('V9 the rows of one month are never the answer for another: no act and no sum may go by them', () => {
    expect(answerTo('violation.list {"month":"2026-03"}', held)).toEqual({ value: null, last: 'February', error: null, loading: true })
  })

  it('an answer to what is asked is one, also while it is asked again', () => {
    expect(answerTo(held.to, { ...held, loading: true })).toEqual({ value: 'February', last: 'February', error: null, loading: true })
  })

  it('a refusal of what was asked before is none of what is asked now', () => {
    const refused: Held<string> = { ...held, value: null, error: { code: 'notFound', message: '', details: {} } }
    expect(answerTo('other', refused)).toMatchObject({ error: null, loading: true })
    expect(answerTo(held.to, refused)).toMatchObject({ error: { code: 'notFound' } })
  })

  it('who asks nothing has no answer and waits for none', () => {
    expect(answerTo(null, held)).toEqual({ value: null, last: null, error: null, loading: false })
  })
})

describe('addresses', () => {
  it.each(['', '0', '-1', '1.5', 'a', '007', '1234567890123456', undefined])('%s is no id', (part) => expect(idParam(part)).toBeNull())
  it('a number is one', () => expect(idParam('7')).toBe(7))
})

describe('A1 reasons half written', () => {
  it('A1 one about another matter stays beside it, and an empty one is forgotten', () => {
    const others = { 'violation-object/1': '系统故障' }
    expect(withText(others, 'violation-object/2', '出差')).toEqual({ 'violation-object/1': '系统故障', 'violation-object/2': '出差' })
    expect(withText(others, 'violation-object/2', ' ')).toEqual(others)
    expect(withText({}, 'violation-object/2', '')).toBeNull()
  })
})
