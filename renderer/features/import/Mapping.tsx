// How the columns of a list are read: guessed from its headings, to be looked over and put right above its first lines.
import { Alert, Checkbox, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ImportMapping, ImportReading } from '#shared/contract/import.ts'
import { IMPORT_FIELDS, LIST_FIELDS, missingColumns, type ImportField, type ImportList } from '#shared/domain/import.ts'
import { mayAnswerFor, RECORD_KINDS } from '#shared/domain/record.ts'
import { useAnswer, type Act } from '../../app/answer.ts'
import { ErrorNote } from '../../components/ErrorState.tsx'

type MappingProps = { list: ImportList; reading: ImportReading; mapping: ImportMapping; onChange: (mapping: ImportMapping) => void; onSheet: Act<[sheet: string]> }

/** Lines shown below the heading. */
const SHOWN = 6
const NOBODY = 0
const NO_FIELD = ''
const VISITS = RECORD_KINDS.filter((kind) => kind !== 'delivery')

export function Mapping({ list, reading, mapping, onChange, onSheet }: MappingProps) {
  const { t } = useTranslation()
  const { preview } = reading
  const headings = preview[mapping.heading]?.cells ?? []
  const lines = preview.slice(mapping.heading + 1, mapping.heading + 1 + SHOWN)
  const width = Math.max(headings.length, ...lines.map(({ cells }) => cells.length), 0)
  const columns = Array.from({ length: width }, (_, column) => column)
  const fieldOf = (column: number): ImportField | undefined => IMPORT_FIELDS.find((field) => mapping.columns[field] === column)
  const choose = (column: number, field: ImportField | typeof NO_FIELD): void => {
    const kept = Object.entries(mapping.columns).filter(([name, at]) => at !== column && name !== field)
    onChange({ ...mapping, columns: Object.fromEntries(field === NO_FIELD ? kept : [...kept, [field, column]]) })
  }
  const missing = missingColumns(list, mapping.columns, mapping.choices)
  return (
    <section className="panel" aria-label={t('imports.read.heading')}>
      {reading.remembered && <p className="faint">{t('imports.read.remembered')}</p>}
      {Object.keys(reading.mapping.columns).length === 0 && <Alert type="warning" showIcon className="note" title={t('imports.read.noHeading')} />}
      {reading.sheets.length > 1 && (
        <label className="import-heading">
          {t('imports.read.sheets')}{' '}
          <Select
            size="small"
            popupMatchSelectWidth={false}
            aria-label={t('imports.read.sheets')}
            loading={onSheet.running}
            value={reading.sheet}
            onChange={(sheet: string) => void onSheet.run(sheet)}
            options={reading.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          />
        </label>
      )}
      <ErrorNote error={onSheet.error} />
      <label className="import-heading">
        {t('imports.read.heading')}{' '}
        <Select
          size="small"
          aria-label={t('imports.read.heading')}
          value={mapping.heading}
          onChange={(heading: number) => onChange({ ...mapping, heading })}
          options={preview.slice(0, 20).map(({ line }, index) => ({ value: index, label: t('imports.read.line', { line }) }))}
        />
      </label>
      <div className="import-preview">
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <td key={column}>
                  <Select<ImportField | ''>
                    size="small"
                    showSearch={{ optionFilterProp: 'label' }}
                    popupMatchSelectWidth={false}
                    className={fieldOf(column) === undefined ? 'import-untaken' : 'import-taken'}
                    aria-label={t('imports.read.column', { column: column + 1, heading: headings[column] ?? '' })}
                    value={fieldOf(column) ?? NO_FIELD}
                    onChange={(field) => choose(column, field)}
                    options={[
                      { value: NO_FIELD, label: t('imports.read.notTaken') },
                      ...LIST_FIELDS[list].map((field) => ({ value: field, label: t(`imports.field.${field}`) })),
                    ]}
                  />
                </td>
              ))}
            </tr>
            <tr>{columns.map((column) => <th key={column} scope="col">{headings[column] ?? ''}</th>)}</tr>
          </thead>
          <tbody>
            {lines.map(({ line, cells }) => <tr key={line}>{columns.map((column) => <td key={column}>{cells[column] ?? ''}</td>)}</tr>)}
          </tbody>
        </table>
      </div>
      <Choices list={list} mapping={mapping} onChange={onChange} />
      {missing.length > 0 && (
        <Alert
          type="info"
          showIcon
          className="note"
          title={t('imports.read.missing', { fields: missing.map((group) => group.map((field) => t(`imports.field.${field}`)).join(t('imports.read.or'))).join(t('book.line.separator')) })}
        />
      )}
    </section>
  )
}

function Choices({ list, mapping, onChange }: Pick<MappingProps, 'list' | 'mapping' | 'onChange'>) {
  const { t } = useTranslation()
  const colleagues = useAnswer('staff.colleagues', {})
  const { choices } = mapping
  const set = (change: Partial<ImportMapping['choices']>): void => onChange({ ...mapping, choices: { ...choices, ...change } })
  const kind = list === 'deliveries' ? 'delivery' : 'maintenance'
  const able = (colleagues.value ?? []).filter(({ roles }) => mayAnswerFor(roles, kind))
  return (
    <fieldset className="import-choices">
      <legend>{t('imports.choice.title')}</legend>
      {list !== 'deliveries' && (
        <label>
          {t('imports.choice.origin')}{' '}
          <Select
            size="small"
            value={choices.origin}
            onChange={(origin: 'soldHere' | 'soldElsewhere') => set({ origin })}
            options={[{ value: 'soldHere', label: t('imports.choice.soldHere') }, { value: 'soldElsewhere', label: t('imports.choice.soldElsewhere') }]}
          />
        </label>
      )}
      {list !== 'dossierRegister' && (
        <label>
          {t('imports.choice.responsible')}{' '}
          <Select
            size="small"
            popupMatchSelectWidth={false}
            value={choices.responsibleId ?? NOBODY}
            onChange={(id: number) => set({ responsibleId: able.find((person) => person.id === id)?.id ?? null })}
            options={[{ value: NOBODY, label: t('imports.choice.asWrong') }, ...able.map(({ id, name }) => ({ value: Number(id), label: name }))]}
          />
        </label>
      )}
      {list === 'repairOrders' && (
        <label>
          {t('imports.choice.serviceKind')}{' '}
          <Select
            size="small"
            popupMatchSelectWidth={false}
            value={choices.serviceKind ?? 'wrong'}
            onChange={(chosen: string) => set({ serviceKind: VISITS.find((each) => each === chosen) ?? null })}
            options={[{ value: 'wrong', label: t('imports.choice.asWrong') }, ...VISITS.map((each) => ({ value: each, label: t(`common.kind.${each}`) }))]}
          />
        </label>
      )}
      <Checkbox checked={choices.foreignVins} onChange={({ target }) => set({ foreignVins: target.checked })}>{t('imports.choice.foreignVins')}</Checkbox>
    </fieldset>
  )
}
