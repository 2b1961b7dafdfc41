// Workbooks as Excel and others write them, and as nobody should: made by hand, part by part.
import { strToU8, zipSync } from 'fflate'

type Parts = { sheet: string; strings?: string; workbook?: string; more?: Record<string, Uint8Array> }

/** `sheet`: what stands inside `<worksheet>`. */
export function workbookOf({ sheet, strings = '', workbook = '', more = {} }: Parts): Uint8Array<ArrayBuffer> {
  return new Uint8Array(zipSync({
    'xl/workbook.xml': strToU8(`<workbook xmlns:r="r">${workbook}<sheets><sheet name="清单" sheetId="1" r:id="rId1"/></sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/sharedStrings.xml': strToU8(`<sst>${strings}</sst>`),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet>${sheet}</worksheet>`),
    ...more,
  }, { level: 9 }))
}
