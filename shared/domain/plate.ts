// Number plates (号牌号码) of mainland China: which kind a plate is, told by its characters alone.
// Sources: GA 36-2018 《中华人民共和国机动车号牌》 for civil, new energy, 学 警 港 澳 挂 使 领 and temporary plates, with the letters
// A B C E and G H J K that follow D and F on new energy plates; the 2019 rules of 应急救援专用号牌 (X fire and rescue, S forest
// fire, the ministry's own without a letter); the forces' plates in the 2012 pattern. Where the standard leaves room, or
// offices differ, the wider form is taken: a plate refused at the desk costs more than a slip that looking at the car shows.
// A car without any plate yet has none (null), not an empty text.

export const PLATE_KINDS = [
  'civil', 'newEnergySmall', 'newEnergyLarge', 'drivingSchool', 'police', 'trailer', 'hongKongMacao',
  'embassy', 'consulate', 'temporary', 'emergency', 'military', 'armedPolice',
] as const

export type PlateKind = (typeof PLATE_KINDS)[number]

const PROVINCE = '[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]'
// I and O are left out everywhere: they read like 1 and 0.
const LETTER = '[A-HJ-NP-Z]'
const SERIAL = '[A-HJ-NP-Z0-9]'
// D and then A B C E: battery electric; F and then G H J K: the other new energy cars.
const ENERGY = '[A-HJK]'

const whole = (form: string) => new RegExp(`^(?:${form})$`, 'u')

const forms: Readonly<Record<PlateKind, RegExp>> = {
  // Blue, yellow and black plates carry the same characters. The serial always holds a digit.
  civil: whole(`${PROVINCE}${LETTER}(?=[A-Z]*[0-9])${SERIAL}{5}`),
  newEnergySmall: whole(`${PROVINCE}${LETTER}${ENERGY}${SERIAL}[0-9]{4}`),
  newEnergyLarge: whole(`${PROVINCE}${LETTER}[0-9]{5}${ENERGY}`),
  drivingSchool: whole(`${PROVINCE}${LETTER}${SERIAL}{4}学`),
  police: whole(`${PROVINCE}${LETTER}${SERIAL}{4}警`),
  trailer: whole(`${PROVINCE}${LETTER}${SERIAL}{4}挂`),
  hongKongMacao: whole(`粤Z${SERIAL}{4}[港澳]`),
  // Mission number and serial; 使 stands first, on some series last.
  embassy: whole('使[0-9]{6}|[0-9]{6}使'),
  consulate: whole(`${PROVINCE}${SERIAL}[0-9]{4}领|[0-9]{6}领`),
  // Paper plates: 临 (also written after the office's letter), 试 for trials, 超 for oversize vehicles. The paper prints its
  // serial without 临, so the sign must be typed to tell it from a permanent plate.
  temporary: whole(`${PROVINCE}${LETTER}${SERIAL}{4,6}[临试超]|${PROVINCE}${LETTER}临${SERIAL}{4,6}`),
  emergency: whole(`${PROVINCE}[XS0-9]${SERIAL}{4}应急`),
  military: whole(`(?!WJ)${LETTER}{2}[0-9]{5}`),
  // Headquarters carry no province; the last place may hold the branch's letter.
  armedPolice: whole(`WJ${PROVINCE}?[0-9]{4}${SERIAL}`),
}

/** A plate as it is stored and compared: half-width capitals without blanks, dashes and middle dots. Expects typed text. */
export function normalisePlate(text: string): string {
  return text.normalize('NFKC').toUpperCase().replace(/[\s\p{Pd}·•‧∙⋅・.]/gu, '')
}

/** The kind of a normalised plate, or null where it has the form of none. */
export function plateKind(plate: string): PlateKind | null {
  return PLATE_KINDS.find((kind) => forms[kind].test(plate)) ?? null
}

/** What is wrong with a normalised plate, or null. */
export function plateProblem(plate: string): 'plate.form' | null {
  return plateKind(plate) === null ? 'plate.form' : null
}
