// `yidang export`: makes a complete export that was asked for and approved on screen, as whoever asked for it (rule S4).
import { resolve } from 'node:path'
import { contract } from '#shared/contract/index.ts'
import { Failure, type Command } from '../command.ts'
import { valueOf } from '../explain.ts'
import { credentialsOf, readTimeOption, signedIn, withHost } from '../host.ts'
import { finishedTask } from '../task.ts'

/** As many as the method lists at once. */
const LOOKED_THROUGH = 500

export const exportAll: Command = {
  name: 'export',
  takes: '--archive DIR --as LOGIN --to DIR --request NUMBER [--now TIME]',
  does: {
    chinese: '把已批准的完整导出写到新文件夹，由申请人执行；导出的内容没有加密',
    english: 'makes an approved complete export into a new folder, as whoever asked for it; what is exported is not encrypted',
  },
  options: { archive: 'text', as: 'text', to: 'text', request: 'text', now: 'text' },
  words: 0,
  run: async ({ required, optional, tell, print }) => {
    const [archive, folder, number] = [resolve(required('archive')), resolve(required('to')), required('request')]
    const someone = await credentialsOf(required('as'), tell)
    const language = tell({ chinese: 'zh-CN', english: 'en' }) === 'en' ? 'en' : 'zh-CN'
    const exported = await withHost(archive, readTimeOption('now', optional('now')), (host) => signedIn(host, someone, async (token) => {
      const { requests } = contract['export.list'].output.parse(valueOf(await host.call({ method: 'export.list', input: { limit: LOOKED_THROUGH }, token })))
      const request = requests.find((each) => each.number === number)
      if (!request) throw new Failure({ chinese: `没有这份申请，或者无权查看：${number}。`, english: `There is no such request, or you may not see it: ${number}.` })
      const input = { id: request.id, folder, language, password: someone.password }
      const { taskId } = contract['export.make'].output.parse(valueOf(await host.call({ method: 'export.make', input, token })))
      return (await finishedTask(host, token, taskId)).exported
    }))
    if (!exported) throw new Error('an export was made without a result')
    const { dossiers, records, scans, leftOut, files, sums } = exported
    print(exported, [
      tell({ chinese: `已导出到 ${folder}：档案 ${dossiers} 份，记录 ${records} 条，扫描件 ${scans} 个，共 ${files} 个文件`, english: `Exported to ${folder}: ${dossiers} dossiers, ${records} records, ${scans} scans, ${files} files in all` }),
      tell({ chinese: `SHA256SUMS.txt 的 SHA-256：${sums}`, english: `SHA-256 of SHA256SUMS.txt: ${sums}` }),
      ...(leftOut === 0 ? [] : [tell({ chinese: `有 ${leftOut} 个扫描件没能放入，见导出的网页。`, english: `${leftOut} scans could not be put in: see its pages.` })]),
      tell({ chinese: '内容没有加密，请保管好，用完即销毁。', english: 'It is not encrypted: keep it safe, and destroy it when it is no longer needed.' }),
    ])
    return leftOut === 0 ? 0 : 1
  },
}
