// `yidang init`: makes an archive with its first administrator.
import { resolve } from 'node:path'
import { contract } from '#shared/contract/index.ts'
import type { Command } from '../command.ts'
import { valueOf } from '../explain.ts'
import { withHost } from '../host.ts'
import { askNewPassword, AT_THE_TERMINAL } from '../password.ts'

const UNNAMED_ADMINISTRATOR = '系统管理员'

export const init: Command = {
  name: 'init',
  takes: '--archive DIR --store NAME --code CODE --admin LOGIN [--admin-name NAME] [--training]',
  does: { chinese: '建立新档案及其第一位管理员，并给出恢复密钥', english: 'makes a new archive with its first administrator, and gives the recovery key' },
  options: { archive: 'text', store: 'text', code: 'text', admin: 'text', 'admin-name': 'text', training: 'flag' },
  words: 0,
  run: async ({ required, optional, flag, tell, print }) => {
    const archive = resolve(required('archive'))
    const store = { storeName: required('store'), storeCode: required('code') }
    const admin = { adminLogin: required('admin'), adminName: optional('admin-name') ?? UNNAMED_ADMINISTRATOR }
    const training = flag('training')
    const adminPassword = await askNewPassword(
      { ...AT_THE_TERMINAL, tell },
      { chinese: '管理员的新密码（至少 8 个字符）：', english: 'New password of the administrator (at least 8 characters): ' },
      { chinese: '再输入一次：', english: 'Once more: ' },
    )
    const { recoveryKey, me } = await withHost(archive, null, async (host) => {
      const value = valueOf(await host.call({ method: 'archive.setUp', input: { ...store, ...admin, adminPassword, training }, token: null }))
      const made = contract['archive.setUp'].output.parse(value)
      await host.call({ method: 'session.signOut', input: {}, token: made.token })
      return made
    })
    print({ archive, ...store, training, admin: me.login, recoveryKey }, [
      tell({ chinese: `已建立档案：${archive}`, english: `The archive was made: ${archive}` }),
      tell({ chinese: `恢复密钥（只显示这一次，请打印并锁好）：`, english: 'Recovery key (shown this once: print it and lock it away):' }),
      `  ${recoveryKey}`,
      tell({ chinese: '请尽快再设一位管理员，以防一人忘记密码。', english: 'Make a second administrator soon, in case one forgets the password.' }),
    ])
    return 0
  },
}
