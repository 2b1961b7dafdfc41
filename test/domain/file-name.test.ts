import { describe, expect, it } from 'vitest'
import { fileName, uniqueNames } from '#shared/domain/file-name.ts'

describe('S4 names of files that leave', () => {
  it.each([
    ['王建国', '王建国'], ['a/b\\c:d*e?f"g<h>i|j', 'a b c d e f g h i j'], ['../../etc/passwd', 'etc passwd'], ['..', '_'], ['', '_'], ['. .', '_'], ['.hidden', 'hidden'],
    ['ends with dots...', 'ends with dots'], ['ends with blanks  ', 'ends with blanks'], ['line\nbreak\ttab\0nul', 'line break tab nul'],
    ['turned\u202Eround', 'turned round'], ['half \ud800 a character', 'half \ufffd a character'], ['e\u0301', '\u00e9'],
  ])('S4 %j becomes %j', (text, name) => {
    expect(fileName(text, 60)).toBe(name)
  })

  it.each(['CON', 'con', 'Aux.txt', 'nul.tar.gz', 'COM1', 'lpt9.pdf', 'CONIN$', 'com²'])('S4 %s is a device on Windows', (text) => {
    expect(fileName(text, 60)).toBe(`_${text}`)
  })

  it.each(['CONSUL', 'Auxiliary', 'com10', 'nullable'])('S4 %s is none', (text) => {
    expect(fileName(text, 60)).toBe(text)
  })

  it('S4 what is too long is cut, never within a character, never to an end that Windows drops', () => {
    expect(fileName('名'.repeat(300), 10)).toBe('名'.repeat(10))
    expect(fileName('😀'.repeat(10), 5)).toBe('😀😀')
    expect(fileName('abcd. efgh', 6)).toBe('abcd')
    expect(fileName('CON', 3)).toBe('_CO')
  })

  it('S4 no two of a folder are one, whatever the system makes of case and accents', () => {
    const unique = uniqueNames(12)
    expect(['AbC Ltd', 'aBc LTD', 'ABC ltd.', 'STRASSE', 'straße', 'ＡＢＣ', 'abc'].map(unique)).toEqual([
      'AbC Ltd', 'aBc LTD (2)', 'ABC ltd (3)', 'STRASSE', 'straße (2)', 'ＡＢＣ', 'abc (2)',
    ])
    expect(['名'.repeat(20), '名'.repeat(21)].map(unique)).toEqual(['名'.repeat(12), `${'名'.repeat(8)} (2)`])
  })
})
