// Where the sections of the first screen lead: each line to the act that settles it, "all" to the list of what was counted.
import type { TodayLine } from '#shared/contract/today.ts'
import { RECORD_KINDS, type RecordKind } from '#shared/domain/record.ts'
import type { TodaySection } from '#shared/domain/today.ts'
import { paths } from '../../app/paths.ts'

/** Where a line is settled; who may not take the act looks at the dossier. */
export function actOf(section: TodaySection, { id, record, about }: Pick<TodayLine, 'id' | 'record' | 'about'>, mayReceive: boolean): string | null {
  switch (section) {
    case 'overdue':
    case 'dueToday':
    case 'complete':
      return record && (mayReceive ? paths.handover([record.id]) : paths.dossier(record.dossierId))
    case 'scan':
      return record && paths.scan(record.id)
    case 'place':
      return paths.filing('place')
    case 'delay':
      return record && paths.dossier(record.dossierId)
    case 'correction':
      return paths.corrections('open', id)
    case 'corrected':
      return paths.corrections('done', id)
    case 'violation':
      return paths.violations('all', 'toDecide', id)
    case 'appeal':
      return paths.violations('all', 'appealed', id)
    case 'mine':
      return paths.violations('mine', 'toAnswer', id)
    case 'settingChange':
      return changeOf(about)
    case 'inspection':
      return paths.stocktakings(id)
    case 'accessWaiting':
      return paths.accessRequests()
    case 'loanWaiting':
    case 'loanReady':
    case 'loanOverdue':
    case 'loanMine':
      return paths.loans(id)
    case 'copyWaiting':
      return paths.copies('waiting')
    case 'copyReady':
      return paths.copies('mine')
    case 'exportWaiting':
    case 'exportReady':
      return paths.exports
    case 'leakOpen':
      return paths.leaks(id)
    case 'disposalWaiting':
    case 'disposalReady':
      return paths.disposals(id)
    case 'subjectWaiting':
    case 'subjectReady':
      return paths.disposals('persons', id)
  }
}

/** Where all of a section are; null where its lines lead to different places. */
export function allOf(section: TodaySection, lines: readonly Pick<TodayLine, 'about'>[]): string | null {
  switch (section) {
    case 'overdue':
    case 'dueToday':
      return paths.records(section)
    case 'complete':
      return paths.records('incomplete')
    case 'scan':
    case 'place':
      return paths.filing(section)
    case 'correction':
      return paths.corrections('open')
    case 'corrected':
      return paths.corrections('done')
    case 'violation':
      return paths.violations('all', 'toDecide')
    case 'appeal':
      return paths.violations('all', 'appealed')
    case 'mine':
      return paths.violations('mine', 'toAnswer')
    case 'settingChange': {
      const places = new Set(lines.map(({ about }) => changeOf(about)))
      return places.size === 1 ? [...places][0] ?? null : null
    }
    case 'inspection':
      return paths.stocktakings()
    case 'accessWaiting':
      return paths.accessRequests()
    case 'loanWaiting':
    case 'loanReady':
      return paths.loans('inbox')
    case 'loanOverdue':
      return paths.loans('overdue')
    case 'loanMine':
      return paths.loans()
    case 'copyWaiting':
      return paths.copies('waiting')
    case 'copyReady':
      return paths.copies('mine')
    case 'exportWaiting':
    case 'exportReady':
      return paths.exports
    case 'leakOpen':
      return paths.leaks()
    case 'disposalWaiting':
    case 'disposalReady':
      return paths.disposals('lists')
    case 'subjectWaiting':
    case 'subjectReady':
      return paths.disposals('persons')
    case 'delay':
      return null
  }
}

/** The kind whose checklist a change is about; null: the policy. */
export const checklistKind = (about: string): RecordKind | null => RECORD_KINDS.find((kind) => about === `checklist/${kind}`) ?? null

function changeOf(about: string): string {
  const kind = checklistKind(about)
  return kind === null ? paths.settings('policy') : paths.settings('checklists', kind)
}
