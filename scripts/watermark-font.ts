// Makes the font of the watermarks anew: of Noto Sans CJK SC the characters that people's names are written with. Needs what
// `paper-font.ts` needs.
import { fileURLToPath } from 'node:url'
import { subsetNoto } from './paper-font.ts'

const MADE = fileURLToPath(new URL('../resources/watermark/watermark.otf', import.meta.url))

/** Rare ones that stand in names and not in GB 2312, of the later standard list (通用规范汉字表). */
const BEYOND = '喆镕堃昇翀玥珺琰祎赟垚晗晟珩琬瑄玘玗珅珈珑珣珮珵琎琤琦琨琭琯瑀瑁瑗瑢瑭璟璠璨璩璪璿瓛昕昶晅晖暄暐曈曌朏栩梓楠榕槿樾橦欣歆淼沄沅泓泠洢洺浛淇淏湜湉溦滢漪潆澍灏炅炜烜煊煜熠燚玹祺禛禾竑筠筱菡萱蓁蕊薇蘅虓袆诩谞赪轩逸郗鄢钰铄铠锴镠镡闫霂霏霖靓靖韬颢馨骁骞骥鸢鹮黛邡媖嫄嬿婳妤姝娉娈孜宸岑峥崟嶔嵘彧忞怿恺悫愔懿戬斓旻旸昀昉昱晔晞'

/** All Han characters of GB 2312, in its order, and those besides. */
export function watermarkCharacters(): string {
  const decoder = new TextDecoder('gb18030')
  const rows = Array.from({ length: 0xF7 - 0xB0 + 1 }, (_, at) => at + 0xB0)
  const cells = Array.from({ length: 0xFE - 0xA1 + 1 }, (_, at) => at + 0xA1)
  const all = rows.flatMap((row) => cells.map((cell) => decoder.decode(Uint8Array.of(row, cell))))
  const printed = Array.from({ length: 0x7F - 0x20 }, (_, at) => String.fromCodePoint(at + 0x20))
  return [...new Set([...printed, '·', '：', '（', '）', ...all.filter((text) => /^\p{Script=Han}$/u.test(text)), ...Array.from(BEYOND)])].join('')
}

if (import.meta.main) subsetNoto(watermarkCharacters(), MADE)
