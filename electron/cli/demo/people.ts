// Invented customers: names, identity numbers, telephones that no operator gives out, a town that is on no map.
import type { RawInput } from '#shared/contract/index.ts'
import type { LocalDate } from '#shared/domain/local-date.ts'
import type { PersonIdentityKind } from '#shared/domain/identity.ts'
import { makeIdentityNumber } from './identity-number.ts'
import type { Random } from './random.ts'

/** A customer as one types them in. */
export type CustomerEntry = RawInput<'dossier.changeOwner'>['customer']

export type Population = {
  person(): CustomerEntry
  /** A person with that kind of identity document, and a name that goes with it. */
  personWith(kind: PersonIdentityKind): CustomerEntry
  company(): CustomerEntry
  /** Someone of the family, or whoever a company sends. */
  contactName(): string
  mobile(): string
}

// Polyphones and double surnames among them: 单 shàn, 曾 zēng, 解 xiè, 仇 qiú, 查 zhā, 朴 piáo.
const SURNAMES = Array.from('王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文单解仇查朴')
const DOUBLE_SURNAMES = ['欧阳', '司马', '诸葛', '上官', '尉迟', '夏侯']
const GIVEN = Array.from('子文明国华建军伟芳娜秀英敏静丽强磊洋艳勇杰娟涛超霞平刚桂香志义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以晓家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘雨桐欣怡佳琪梦瑶嘉雯若曦依诺婉清语嫣书瑾予墨')
const MINORITY_NAMES = ['阿依古丽·买买提江', '买买提·吐尔逊', '扎西·多吉', '古丽娜尔·艾山', '巴特尔·苏和', '艾克拜尔·赛买提']
const FOREIGN_NAMES = ['Marta Lindqvist', 'Kofi Adomako', 'Tanaka Hiroshi', "Aoife O'Dowd", 'Jean-Luc Varennes', 'Ivana Kostić']
const TRADITIONAL_NAMES = ['陳嘉欣', '黃俊傑', '葉詠詩', '鄧偉豪', '蕭淑貞', '鄭宇軒']

const ROADS = ['望湖路', '南屏大道', '听松巷', '鹿鸣街', '云梯路', '采薇路', '东篱街', '青石板路', '观澜大道', '白鹭洲路', '桂影路', '长亭街']
const DISTRICTS = ['望湖区', '南屏区', '东篱区', '鹿鸣县', '青石镇']
const ESTATES = ['云水居', '听涛苑', '锦屏花园', '鹭岛小区', '松风里', '南山别院']
const TRADES = ['物流', '建材', '餐饮管理', '园林工程', '电子科技', '医疗器械', '广告传媒', '食品', '装饰', '农业发展']
const COMPANY_WORDS = ['云帆', '百川', '鼎晟', '和畅', '瑞禾', '启元', '青禾', '安澜', '卓跃', '丰年', '鸿途', '恒信达']

// 161, 163 and 164 belong to no operator; 0300 is no town's area code.
const MOBILE_PREFIXES = ['161', '163', '164']
const AREA_CODE = '0300'

/** Customers of one archive, no two with the same identity number. */
export function makePopulation(random: Random, today: LocalDate): Population {
  const taken = new Set<string>()
  const fresh = (make: () => string): string => {
    for (;;) {
      const made = make()
      if (taken.has(made)) continue
      taken.add(made)
      return made
    }
  }
  const foreign = inTurn(FOREIGN_NAMES)
  const traditional = inTurn(TRADITIONAL_NAMES)
  const nameFor = (kind: PersonIdentityKind): string => {
    switch (kind) {
      case 'passport':
      case 'foreignResidence':
        return foreign()
      case 'hkMacaoPermit':
      case 'taiwanPermit':
      case 'hmtResidence':
        return traditional()
      case 'identityCard':
        return random.chance(0.02) ? random.pick(MINORITY_NAMES) : chineseName(random)
      case 'officerCard':
        return chineseName(random)
    }
  }
  const mobile = (): string => `${random.pick(MOBILE_PREFIXES)}${random.digits(8)}`
  const landline = (): string => `${AREA_CODE}-${random.whole(2, 8)}${random.digits(6)}`
  const address = (): string => `云溪市${random.pick(DISTRICTS)}${random.pick(ROADS)}${random.whole(1, 399)}号${
    random.chance(0.6) ? `${random.pick(ESTATES)}${random.whole(1, 28)}栋${random.whole(1, 18)}0${random.whole(1, 4)}室` : ''}`
  const personWith = (identityKind: PersonIdentityKind): CustomerEntry => ({
    kind: 'person',
    identityKind,
    name: nameFor(identityKind),
    identityNumber: fresh(() => makeIdentityNumber(identityKind, random, today)),
    mobile: mobile(),
    landline: random.chance(0.2) ? landline() : '',
    address: address(),
  })
  return {
    person: () => personWith('identityCard'),
    personWith,
    company: () => {
      const identityKind = random.chance(0.15) ? 'organisationCode' : 'creditCode'
      return {
        kind: 'company',
        identityKind,
        name: `云溪市${random.pick(COMPANY_WORDS)}${random.pick(TRADES)}有限公司`,
        identityNumber: fresh(() => makeIdentityNumber(identityKind, random, today)),
        mobile: random.chance(0.5) ? mobile() : '',
        landline: landline(),
        address: address(),
      }
    },
    contactName: () => chineseName(random),
    mobile,
  }
}

function inTurn(list: readonly string[]): () => string {
  let turn = 0
  return () => {
    turn += 1
    return list[(turn - 1) % list.length] ?? ''
  }
}

function chineseName(random: Random): string {
  const surname = random.chance(0.03) ? random.pick(DOUBLE_SURNAMES) : random.pick(SURNAMES)
  return surname + random.pick(GIVEN) + (random.chance(0.75) ? random.pick(GIVEN) : '')
}
