// New passwords, and waiting after wrong ones (rule A1).
import { describe, expect, it } from 'vitest'
import { wordsOf } from '#shared/domain/password-owner.ts'
import { LONGEST_WAIT, passwordProblem, waitAfter } from '#shared/domain/password.ts'

const OWNER = { login: 'linjing', name: '林静', storeName: '合肥示例汽车销售服务有限公司', storeCode: 'HF01' }

describe('A1 a new password', () => {
  it.each([
    '12345678', '87654321', '123456789012', '88888888', '11223344', 'qwertyui', 'asdfghjk', '1qaz2wsx', 'qwer1234', 'abcd1234', 'a1b2c3d4', '1q2w3e4r', 'aaaaaaaa',
    'abababab', 'password', 'Password1', 'P@ssw0rd', 'p@ssw0rd2026', 'admin123', 'Admin@123', 'welcome1', 'iloveyou', 'letmein!', 'woaini1314', 'woaini520', '5201314520',
    'nihao123', 'wodemima', 'mima1234', 'zhongguo', 'dazhong2026', 'benchi888', '19900101', '13855512345', 'yidang2026', '皖AD12345', '皖a·12345', '皖A·BC123', '１２３４５６７８',
    'passpass', '!@#$%^&*', 'qwertyuiop[]', 'abc123abc123',
  ])('A1 %s is one that everybody tries', (password) => {
    expect(passwordProblem(password)).toBe('password.common')
  })

  it.each(['linjing2026', 'LinJing@88', '林静林静2026', 'shili-2026', 'HF01hf01', '合肥示例2026', 'hefeishili88'])(
    'A1 %s is the first that whoever knows them tries',
    (password) => {
      expect(passwordProblem(password, wordsOf(OWNER))).toMatch(/^password\.(?:own|common)$/)
    },
  )

  it('A1 what belongs to somebody is refused to them, and nobody else', () => {
    expect(passwordProblem('linjing2026', wordsOf(OWNER))).toBe('password.own')
    expect(passwordProblem('linjing2026', wordsOf({ ...OWNER, login: 'zhouping', name: '周平' }))).toBeNull()
  })

  it.each([
    'yidang-demo-2026', '一车一档 2026', '找回之后 2026', 'correct horse', 'another 5678', '林静的口令 2026', '管理员的口令 88', 'ein neues 2026', '甲乙丙丁戊己庚辛', 'Zephyr-Ouverture-4471',
    'tr0ub4dor&3', '白日依山尽黄河入海流', 'kx7q-93vm',
  ])('A1 %s is taken', (password) => {
    expect(passwordProblem(password, wordsOf(OWNER))).toBeNull()
  })

  it('A1 has eight characters', () => {
    expect(passwordProblem('kx7q-9v')).toBe('password.short')
  })

  it('A1 of two hundred characters is judged at once, whatever they are', () => {
    for (const password of ['a'.repeat(200), 'ab'.repeat(100), 'x1'.repeat(100), Array.from({ length: 200 }, (_, at) => String.fromCodePoint(0x4e00 + at * 7)).join('')]) {
      expect(['password.common', null]).toContain(passwordProblem(password, wordsOf(OWNER)))
    }
  })
})

describe('A1 after passwords that did not fit', () => {
  it('A1 whoever mistypes twice or three times does not wait; then it doubles, and ends at five minutes', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1000, Number.MAX_SAFE_INTEGER].map(waitAfter)).toEqual([0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, LONGEST_WAIT])
  })
})
