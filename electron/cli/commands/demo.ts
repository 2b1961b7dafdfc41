// `yidang demo`: makes the sample store.
import { resolve } from 'node:path'
import { readNumber, type Command } from '../command.ts'
import { DEMO_LOGINS, DEMO_PASSWORD, DEMO_SEED } from '../demo/staff.ts'

const LARGEST_SCALE = 100
const LARGEST_SEED = 2 ** 32 - 1

export const demo: Command = {
  name: 'demo',
  takes: '--archive DIR [--scale N] [--seed N]',
  does: {
    chinese: `建立样例门店（演练）；未设 YIDANG_PASSWORD 时各人密码均为 ${DEMO_PASSWORD}`,
    english: `makes the sample store (for training); without YIDANG_PASSWORD everyone's password is ${DEMO_PASSWORD}`,
  },
  options: { archive: 'text', scale: 'text', seed: 'text' },
  words: 0,
  run: async ({ required, optional, tell, print }) => {
    const archive = resolve(required('archive'))
    const scale = readNumber('scale', optional('scale') ?? '1', 0.1, LARGEST_SCALE, 'any')
    const seed = readNumber('seed', optional('seed') ?? String(DEMO_SEED), 0, LARGEST_SEED, 'whole')
    const own = process.env['YIDANG_PASSWORD']
    const password = own === undefined || own === '' ? DEMO_PASSWORD : own
    // With it comes the whole engine, which the other commands start in its worker only.
    const { makeDemo } = await import('../demo.ts')
    await makeDemo({ folder: archive, scale, seed, password, today: null })
    print({ archive, scale, seed, logins: DEMO_LOGINS }, [
      tell({ chinese: `已建立样例门店：${archive}`, english: `The sample store was made: ${archive}` }),
      tell({ chinese: `登录名：${DEMO_LOGINS.join(' ')}`, english: `Log-ins: ${DEMO_LOGINS.join(' ')}` }),
      password === DEMO_PASSWORD
        ? tell({ chinese: '密码见 yidang --help。', english: 'For the password see yidang --help.' })
        : tell({ chinese: '密码为 YIDANG_PASSWORD 中的那个。', english: 'The password is the one in YIDANG_PASSWORD.' }),
    ])
    return 0
  },
}
