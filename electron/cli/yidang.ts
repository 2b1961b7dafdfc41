// `yidang`: the archive for administrators, scripts and tests. Finds the command, runs it, says how it went.
// Exit codes: 0 done, 1 failed or found something wrong, 2 called wrongly.
import { parseArgs } from 'node:util'
import { WrongUsage, type Command, type Given, type Tell } from './command.ts'
import { backup, restore, verify } from './commands/backup.ts'
import { call } from './commands/call.ts'
import { demo } from './commands/demo.ts'
import { exportAll } from './commands/export.ts'
import { importList } from './commands/import.ts'
import { init } from './commands/init.ts'
import { methods } from './commands/methods.ts'
import { serve } from './commands/serve.ts'
import { explain } from './explain.ts'
import { tellIn } from './language.ts'

const COMMANDS: readonly Command[] = [init, demo, methods, call, serve, backup, verify, restore, importList, exportAll]

async function main(args: readonly string[], tell: Tell): Promise<0 | 1 | 2> {
  const [name, ...rest] = args
  if (name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(`${usage(COMMANDS, tell)}\n`)
    return 0
  }
  const command = COMMANDS.find((known) => known.name === name)
  if (!command) {
    const said = name === undefined
      ? { chinese: '请指定命令。', english: 'Name a command.' }
      : { chinese: `没有命令 ${name}。`, english: `There is no command ${name}.` }
    return misused(tell(said), usage(COMMANDS, tell))
  }
  const json = rest.includes('--json')
  try {
    const { values, positionals } = readArguments(command, rest)
    if (values.get('help') === true) {
      process.stdout.write(`${usage([command], tell)}\n`)
      return 0
    }
    return await command.run(given(values, positionals, tell))
  } catch (error) {
    if (error instanceof WrongUsage) return misused(tell(error.said), usage([command], tell))
    const explained = explain(error, tell)
    process.stderr.write(json ? `${JSON.stringify({ error: explained.error })}\n` : `yidang ${command.name}: ${explained.lines.join('\n')}\n`)
    return 1
  }
}

type Values = ReadonlyMap<string, string | boolean>

/** @throws WrongUsage for an option it does not have, one without its value, or too many words. */
function readArguments(command: Command, args: readonly string[]): { values: Values; positionals: string[] } {
  const own = Object.entries(command.options).map(([option, kind]) => [option, { type: kind === 'text' ? 'string' : 'boolean' }] as const)
  try {
    const { values, positionals } = parseArgs({
      args: [...args], allowPositionals: true, options: { ...Object.fromEntries(own), json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
    const tooMany = positionals[command.words]
    if (tooMany !== undefined) throw new WrongUsage({ chinese: `多余的参数：${tooMany}`, english: `One word too many: ${tooMany}` })
    return { values: new Map(Object.entries(values).flatMap(([option, value]) => (Array.isArray(value) || value === undefined ? [] : [[option, value]]))), positionals }
  } catch (error) {
    if (error instanceof WrongUsage || !(error instanceof TypeError)) throw error
    throw new WrongUsage({ chinese: `参数不对：${error.message}`, english: `Wrong arguments: ${error.message}` })
  }
}

function given(values: Values, words: readonly string[], tell: Tell): Given {
  const optional = (option: string): string | undefined => {
    const value = values.get(option)
    return typeof value === 'string' ? value : undefined
  }
  return {
    words,
    optional,
    required: (option) => {
      const value = optional(option)
      if (value === undefined || value.trim() === '') throw new WrongUsage({ chinese: `缺少 --${option}。`, english: `--${option} is missing.` })
      return value
    },
    flag: (option) => values.get(option) === true,
    tell,
    print: (value, lines) => {
      process.stdout.write(values.get('json') === true ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`)
    },
  }
}

function misused(what: string, how: string): 2 {
  process.stderr.write(`${what}\n\n${how}\n`)
  return 2
}

function usage(commands: readonly Command[], tell: Tell): string {
  return [
    tell({ chinese: '用法：', english: 'Usage:' }),
    ...commands.flatMap((command) => [`  yidang ${command.name} ${command.takes}`.trimEnd(), `      ${tell(command.does)}`]),
    '',
    tell({
      chinese: '各命令均可加 --json（以 JSON 给出结果）、--help。密码取自环境变量 YIDANG_PASSWORD，否则在终端询问。',
      english: 'Every command takes --json (the result as JSON) and --help. Passwords come from YIDANG_PASSWORD, or are asked for at the terminal.',
    }),
    tell({
      chinese: 'TIME 为门店时间，如 2026-02-13T17:30；--now 仅用于演练档案。',
      english: 'TIME is a time on the store’s clock, like 2026-02-13T17:30; --now is for training archives only.',
    }),
  ].join('\n')
}

process.exitCode = await main(process.argv.slice(2), tellIn(process.env))
