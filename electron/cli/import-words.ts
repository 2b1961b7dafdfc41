// What is wrong with a line of a list, in both languages, as the screens say it.
import type { LINE_PROBLEMS } from '#shared/domain/import.ts'
import type { Said } from './command.ts'

type LineProblem = (typeof LINE_PROBLEMS)[number]

const WORDS: Record<LineProblem, Said> = {
  'text.required': {
    chinese: '请填写。',
    english: 'Please fill this in.',
  },
  'text.tooLong': {
    chinese: '太长了，请缩短。',
    english: 'This is too long; please shorten it.',
  },
  'text.control': {
    chinese: '含有看不见的控制字符，请删去后重新输入。',
    english: 'It holds control characters that cannot be seen; delete it and type it again.',
  },
  'text.direction': {
    chinese: '含有看不见的字符或改变书写方向的字符，请删去后重新输入。',
    english: 'It holds invisible or direction-changing characters; delete it and type it again.',
  },
  'name.form': {
    chinese: '请填写姓名或名称：至少一个文字，不超过 60 个字。',
    english: 'Give a name: at least one letter, at most 60.',
  },
  'cell.error': {
    chinese: '单元格里是错误值（如 #N/A）。',
    english: 'The cell holds an error (like #N/A).',
  },
  'cell.formula': {
    chinese: '公式没有算出结果，请在 Excel 中打开保存一次，或改成数值。',
    english: 'The formula was never calculated: open and save the list in Excel, or write the value.',
  },
  'cell.tooLong': {
    chinese: '内容太长。',
    english: 'The text is too long.',
  },
  'cell.digitsLost': {
    chinese: '数字太长，Excel 已丢失末几位，请把这一列设为文本后重新填写。',
    english: 'The number is too long and Excel has lost its last digits: make the column text and enter it again.',
  },
  'date.form': {
    chinese: '请填写真实的日期。',
    english: 'Give a real date.',
  },
  'date.future': {
    chinese: '日期不能晚于今天。',
    english: 'The date cannot lie in the future.',
  },
  'date.tooEarly': {
    chinese: '日期不能早于 2000 年 1 月 1 日。',
    english: 'The date cannot lie before 1 January 2000.',
  },
  'date.tooLate': {
    chinese: '日期不能晚于 2150 年 12 月 31 日。',
    english: 'The date cannot lie after 31 December 2150.',
  },
  'date.serialInText': {
    chinese: '文本清单里的日期是序号，无法确定是哪一天，请写成 2026-02-13。',
    english: 'In a text file a serial number does not say which day it is: write it like 2026-02-13.',
  },
  'vin.length': {
    chinese: '车架号（VIN）为 17 位。',
    english: 'A VIN has 17 characters.',
  },
  'vin.letters': {
    chinese: '车架号只有数字和大写字母，没有 I、O、Q。',
    english: 'A VIN has digits and capital letters only, without I, O and Q.',
  },
  'vin.checkDigit': {
    chinese: '车架号第 9 位校验不符，请对照车辆或证件重新核对。',
    english: 'The check digit of the VIN (the 9th character) does not fit; compare it with the car or its papers.',
  },
  'plate.form': {
    chinese: '车牌号的写法不对，例如 沪A12345、沪AD12345。',
    english: 'This is no number plate; write it like 沪A12345 or 沪AD12345.',
  },
  'plate.onAnotherCar': {
    chinese: '这个车牌在档案中属于另一辆车。请核对。',
    english: 'This plate is on file for another car. Compare it.',
  },
  'phone.form': {
    chinese: '请填写 11 位手机号，或带区号的固定电话。',
    english: 'Give an 11-digit mobile number, or a landline with its area code.',
  },
  'identity.length': {
    chinese: '证件号码的位数不对。',
    english: 'The number has too few or too many characters.',
  },
  'identity.form': {
    chinese: '证件号码的写法不对。',
    english: 'The number is not written as its kind requires.',
  },
  'identity.region': {
    chinese: '证件号码的地区代码不存在。',
    english: 'There is no such region code.',
  },
  'identity.birthDate': {
    chinese: '证件号码中的出生日期不对。',
    english: 'The date of birth in the number is not right.',
  },
  'identity.checkDigit': {
    chinese: '证件号码的校验位不符，请对照证件重新核对。',
    english: 'The check digit does not fit; compare the number with the document.',
  },
  'record.deliveryExists': {
    chinese: '这辆车已有新车交付记录，一车只有一次。',
    english: 'This car has a delivery on file; there can be only one.',
  },
  'record.cannotAnswer': {
    chinese: '此人不能负责这类业务。',
    english: 'This person cannot answer for this kind of record.',
  },
  'vehicle.soldElsewhere': {
    chinese: '新车交付只登记本店售出的车，购车来源应为本店。',
    english: 'A delivery is of a car this store sold: it cannot be one sold elsewhere.',
  },
  'slot.unknown': {
    chinese: '没有这个档位。',
    english: 'There is no such slot.',
  },
  'slot.full': {
    chinese: '档位已放满，请换一个。',
    english: 'The slot is full. Choose another one.',
  },
  'import.twoCars': {
    chinese: '一格里有两辆车，请分成两行。',
    english: 'Two cars stand in one cell: make two lines of them.',
  },
  'import.twoPhones': {
    chinese: '一格里有两个号码，请只留一个。',
    english: 'Two numbers stand in one cell: keep one.',
  },
  'import.vinForeign': {
    chinese: '车架号校验位不符。如果是进口车且核对无误，请在画面上导入并选择“接收校验位不符的国外车架号”。',
    english: 'The VIN’s check digit does not fit. If the car was imported and the VIN is right, bring the list in on screen and choose to take foreign VINs.',
  },
  'import.identityUnclear': {
    chinese: '看不出是哪一种证件，请留空，导入后在档案中补填。',
    english: 'It cannot be told of which document this number is: leave it empty and enter it in the dossier later.',
  },
  'import.identityOtherName': {
    chinese: '这个证件号码在档案或清单中是另一个姓名。',
    english: 'This identity number stands under another name, on file or in the list.',
  },
  'import.serviceKindUnclear': {
    chinese: '看不懂维修类型，请改为小修、首保、保养、大修或索赔。',
    english: 'The kind of service is not understood: write 小修, 首保, 保养, 大修 or 索赔.',
  },
  'import.originUnclear': {
    chinese: '请写“本店”或“它店”。',
    english: 'Write 本店 (sold here) or 它店 (sold elsewhere).',
  },
  'import.numberForm': {
    chinese: '档号只能有文字、数字和 · . / _ -。',
    english: 'An archive number holds only letters, digits and · . / _ -.',
  },
  'import.numberTaken': {
    chinese: '这个档号已经用了。',
    english: 'This archive number is taken.',
  },
  'import.otherNumber': {
    chinese: '这辆车已在档，档号不同。',
    english: 'The car is on file under another number.',
  },
  'import.otherOwner': {
    chinese: '这辆车已在档，车主是另一位。',
    english: 'The car is on file and has another owner.',
  },
  'import.twiceInFile': {
    chinese: '清单里同一辆车出现两次，内容不同。',
    english: 'The same car stands in the list twice, with different data.',
  },
  'import.plateNotOnFile': {
    chinese: '没有车架号，而这个车牌不在档案中。',
    english: 'There is no VIN, and this plate is not on file.',
  },
  'import.ownerForNew': {
    chinese: '这辆车不在档，新建档案要有客户姓名。',
    english: 'The car is not on file: a new dossier needs the customer’s name.',
  },
  'import.modelForNew': {
    chinese: '这辆车不在档，新建档案要有车型。',
    english: 'The car is not on file: a new dossier needs the model.',
  },
  'import.personUnknown': {
    chinese: '没有叫这个名字的在职人员。',
    english: 'Nobody at work has this name.',
  },
  'import.personAmbiguous': {
    chinese: '有几位同名的人员，请改写登录名。',
    english: 'Several people have this name: write the log-in instead.',
  },
}

/** By problem. */
export const LINE_WORDS: ReadonlyMap<string, Said> = new Map(Object.entries(WORDS))
