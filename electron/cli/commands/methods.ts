// `yidang methods`: every method of the contract, with what it takes and gives.
import { z } from 'zod'
import { contract, isMethodName, type MethodName } from '#shared/contract/index.ts'
import type { Method } from '#shared/contract/method.ts'
import { WrongUsage, type Command } from '../command.ts'

export const methods: Command = {
  name: 'methods',
  takes: '[METHOD]',
  does: { chinese: '列出全部方法：读写、权限；指定一个时给出其 JSON 结构', english: 'lists every method: effect and permission; of a named one its JSON schemas' },
  options: {},
  words: 1,
  run: ({ words, print }) => {
    const [name] = words
    if (name === undefined) {
      const all = Object.keys(contract).filter(isMethodName).map(describe)
      const width = Math.max(...all.map((method) => method.name.length))
      print(all, all.map(({ name: each, effect, access }) => `${each.padEnd(width)}  ${effect.padEnd(5)}  ${access}`))
    } else {
      const method = describe(knownMethod(name))
      print(method, [JSON.stringify(method, null, 2)])
    }
    return Promise.resolve(0)
  },
}

/** @throws WrongUsage when the contract has no such method. */
export function knownMethod(name: string): MethodName {
  if (isMethodName(name)) return name
  throw new WrongUsage({ chinese: `没有方法 ${name}；yidang methods 列出全部方法。`, english: `There is no method ${name}; yidang methods lists them all.` })
}

function describe(name: MethodName) {
  const { effect, access, audited, input, output }: Method = contract[name]
  // Output schemas check what was made already: their input form is what goes over the wire.
  const schema = (of: z.ZodType) => z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' })
  return { name, effect, access, audited, input: schema(input), output: schema(output) }
}
