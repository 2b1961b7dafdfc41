// Every method asked as every role: who may, who may not (rules A1, A3, L5). The table is written out by hand, so that a
// permission given or taken by mistake shows here and nowhere else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract, isMethodName, type MethodName } from '#shared/contract/index.ts'
import { ROLES, type Role } from '#shared/domain/role.ts'
import { LOGINS, makeArchive, type TestArchive } from '#test/support/archive.ts'

const everyone = ROLES
const readers = ROLES.filter((role) => role !== 'administrator')
const enterers: readonly Role[] = ['archivist', 'salesConsultant', 'salesHead', 'serviceAdvisor', 'serviceHead', 'customerDirector']
const receivers: readonly Role[] = ['archivist', 'careSpecialist', 'customerDirector']
const stockTakers: readonly Role[] = ['archivist', 'careSpecialist', 'customerDirector', 'generalManager']
const loanKeepers: readonly Role[] = ['archivist', 'careSpecialist', 'customerDirector', 'generalManager']
const volumeReaders: readonly Role[] = ['archivist', 'salesHead', 'serviceHead', 'careSpecialist', 'customerDirector', 'generalManager']
const volumeKeepers: readonly Role[] = ['archivist', 'careSpecialist', 'customerDirector', 'generalManager']
const approvers: readonly Role[] = ['salesHead', 'serviceHead', 'customerDirector', 'generalManager']
const admin: readonly Role[] = ['administrator']
const appraisers: readonly Role[] = ['archivist', 'salesHead', 'serviceHead', 'customerDirector', 'generalManager']
const keepers: readonly Role[] = ['archivist', 'customerDirector', 'generalManager', 'administrator']
const settingsReaders: readonly Role[] = ['archivist', 'customerDirector', 'generalManager', 'administrator']
const calendarKeepers: readonly Role[] = ['customerDirector', 'administrator']

const MAY: Record<MethodName, readonly Role[] | 'anyone'> = {
  'session.state': 'anyone',
  'archive.setUp': 'anyone',
  'archive.recover': 'anyone',
  'session.signIn': 'anyone',
  'archive.replaceRecoveryKey': admin,
  'session.signOut': everyone,
  'session.touch': everyone,
  'session.me': everyone,
  'session.changePassword': everyone,
  'staff.list': admin,
  'staff.colleagues': everyone,
  'staff.add': admin,
  'staff.update': admin,
  'staff.resetPassword': admin,
  'department.list': everyone,
  'department.add': admin,
  'department.rename': admin,
  'record.findVehicle': enterers,
  'record.enter': enterers,
  'record.list': readers,
  'record.byLabel': readers,
  'record.open': readers,
  'paper.acceptDelay': ['customerDirector'],
  'dossier.search': readers,
  'dossier.open': readers,
  'customer.update': receivers,
  'vehicle.update': receivers,
  'dossier.changeOwner': receivers,
  'merge.doubles': ['archivist', 'customerDirector'],
  'merge.open': ['archivist', 'customerDirector'],
  'merge.customers': ['archivist', 'customerDirector'],
  'merge.dossiers': ['archivist', 'customerDirector'],
  'merge.undo': ['archivist', 'customerDirector'],
  'merge.notDouble': ['archivist', 'customerDirector'],
  'merge.list': ['archivist', 'customerDirector'],
  'handover.sign': receivers,
  'handover.refuse': receivers,
  'handover.slip': readers,
  'book.day': readers,
  'book.month': readers,
  'book.print': readers,
  'book.strike': ['archivist', 'customerDirector'],
  'filing.ofDossier': readers,
  'filing.list': readers,
  'filing.gaps': readers,
  'filing.printGaps': readers,
  'filing.placeFolder': receivers,
  'filing.place': receivers,
  'label.read': readers,
  'label.folders': readers,
  'cabinet.list': readers,
  'cabinet.slot': readers,
  'cabinet.add': ['archivist', 'customerDirector'],
  'cabinet.drawn': readers,
  'cabinet.update': ['archivist', 'customerDirector'],
  'cabinet.addShelves': ['archivist', 'customerDirector'],
  'cabinet.remove': ['archivist', 'customerDirector'],
  'shelf.update': ['archivist', 'customerDirector'],
  'shelf.remove': ['archivist', 'customerDirector'],
  'folder.move': receivers,
  'stocktaking.start': stockTakers,
  'stocktaking.list': stockTakers,
  'stocktaking.get': stockTakers,
  'stocktaking.slot': stockTakers,
  'stocktaking.scan': stockTakers,
  'stocktaking.inspect': stockTakers,
  'stocktaking.finish': stockTakers,
  'stocktaking.countOn': stockTakers,
  'stocktaking.settle': stockTakers,
  'stocktaking.close': stockTakers,
  'stocktaking.abandon': stockTakers,
  'stocktaking.print': stockTakers,
  'inspection.list': stockTakers,
  'inspection.due': stockTakers,
  'scan.list': readers,
  'scan.ofDossier': readers,
  'scan.thumbnail': readers,
  'scan.view': readers,
  'upload.begin': receivers,
  'upload.piece': receivers,
  'upload.cancel': receivers,
  'scan.attach': receivers,
  'scan.arrange': receivers,
  'scan.order': receivers,
  'scan.move': receivers,
  'scan.remove': receivers,
  'scan.restore': receivers,
  'copy.meant': readers,
  'copy.request': readers,
  'copy.makeOwn': readers,
  'copy.approve': readers,
  'copy.decline': readers,
  'copy.withdraw': readers,
  'copy.make': readers,
  'copy.requests': readers,
  'copy.sheet': readers,
  'copy.page': readers,
  'copy.file': readers,
  'copy.register': readers,
  'copy.printRegister': readers,
  'copy.settle': loanKeepers,
  'copy.delegations': readers,
  'copy.delegate': ['generalManager'],
  'copy.revoke': ['generalManager'],
  'leak.report': ROLES,
  'leak.list': ROLES,
  'leak.get': ROLES,
  'leak.follow': ['customerDirector', 'generalManager'],
  'leak.measure': ['customerDirector', 'generalManager'],
  'leak.done': ['customerDirector', 'generalManager'],
  'leak.find': ['customerDirector', 'generalManager'],
  'leak.close': ['customerDirector', 'generalManager'],
  'leak.reopen': ['customerDirector', 'generalManager'],
  'leak.sheet': ['customerDirector', 'generalManager'],
  'inbox.list': receivers,
  'inbox.choose': receivers,
  'inbox.thumbnail': receivers,
  'inbox.view': receivers,
  'inbox.assign': receivers,
  'inbox.discard': receivers,
  'inbox.restore': receivers,
  'inbox.discarded': receivers,
  'policy.show': settingsReaders,
  'policy.checklists': settingsReaders,
  'policy.papers': everyone,
  'policy.propose': ['customerDirector', 'generalManager'],
  'policy.proposeChecklist': ['customerDirector', 'generalManager'],
  'policy.decide': ['generalManager'],
  'policy.withdraw': ['customerDirector', 'generalManager'],
  'calendar.year': settingsReaders,
  'calendar.due': enterers,
  'calendar.setDay': calendarKeepers,
  'calendar.clearDay': calendarKeepers,
  'calendar.setRoster': calendarKeepers,
  'calendar.dropRoster': calendarKeepers,
  'calendar.enterNotice': calendarKeepers,
  'calendar.dropNotice': calendarKeepers,
  'record.confirmContact': readers,
  'import.open': ['archivist', 'customerDirector'],
  'import.sheet': ['archivist', 'customerDirector'],
  'import.dryRun': ['archivist', 'customerDirector'],
  'import.commit': ['archivist', 'customerDirector'],
  'import.wrongLines': ['archivist', 'customerDirector'],
  'import.drop': ['archivist', 'customerDirector'],
  'import.history': ['archivist', 'customerDirector'],
  'correction.order': ['archivist', 'customerDirector'],
  'correction.list': readers,
  'correction.get': readers,
  'correction.notice': readers,
  'correction.markDone': readers,
  'correction.return': ['archivist', 'customerDirector'],
  'correction.close': ['archivist', 'customerDirector'],
  'correction.withdraw': ['archivist', 'customerDirector'],
  'violation.propose': ['archivist', 'customerDirector'],
  'violation.list': readers,
  'violation.get': readers,
  'violation.enter': ['archivist', 'customerDirector'],
  'violation.adjust': ['archivist', 'customerDirector'],
  'violation.decide': ['customerDirector', 'generalManager'],
  'violation.object': readers,
  'violation.appeal': readers,
  'appeal.decide': ['generalManager'],
  'violation.slip': readers,
  'violation.print': readers,
  'violation.sheet': readers,
  'month.list': readers,
  'month.close': ['customerDirector'],
  'today.get': everyone,
  'rate.month': readers,
  'rate.trend': readers,
  'rate.records': readers,
  'rate.sheet': appraisers,
  'rate.export': appraisers,
  'leaver.count': admin,
  'leaver.list': readers,
  'leaver.print': readers,
  'loan.request': readers,
  'loan.meant': readers,
  'loan.name': loanKeepers,
  'loan.waiting': readers,
  'loan.approve': approvers,
  'loan.decline': readers,
  'loan.withdraw': readers,
  'loan.handOut': loanKeepers,
  'loan.renew': approvers,
  'loan.recall': loanKeepers,
  'loan.giveBack': loanKeepers,
  'loan.reportLost': readers,
  'loan.find': loanKeepers,
  'loan.list': readers,
  'loan.get': readers,
  'loan.ofDossier': readers,
  'loan.register': readers,
  'loan.printRegister': readers,
  'loan.slip': readers,
  'loan.card': loanKeepers,
  'volume.scheme': volumeReaders,
  'volume.printScheme': volumeReaders,
  'volume.setScheme': ['customerDirector'],
  'volume.addClass': ['customerDirector'],
  'volume.updateClass': ['customerDirector'],
  'volume.closeClass': ['customerDirector'],
  'volume.overview': volumeReaders,
  'volume.propose': volumeKeepers,
  'volume.accept': volumeKeepers,
  'volume.dissolve': volumeKeepers,
  'volume.order': volumeKeepers,
  'volume.candidates': volumeKeepers,
  'volume.place': volumeKeepers,
  'volume.close': volumeKeepers,
  'volume.remark': volumeKeepers,
  'volume.list': volumeReaders,
  'volume.get': volumeReaders,
  'volume.print': volumeReaders,
  'volume.inSlot': volumeReaders,
  'volume.ofDossier': readers,
  'dossier.contents': readers,
  'generalPaper.list': volumeKeepers,
  'generalPaper.add': volumeKeepers,
  'generalPaper.update': volumeKeepers,
  'generalPaper.withdraw': volumeKeepers,
  'secrecy.ofDossier': readers,
  'secrecy.set': ['archivist', 'customerDirector', 'generalManager'],
  'secrecy.settings': settingsReaders,
  'secrecy.setKind': ['generalManager'],
  'secrecy.setApproval': ['generalManager'],
  'access.request': readers,
  'access.list': readers,
  'access.name': ['archivist', 'customerDirector', 'generalManager'],
  'access.grant': approvers,
  'access.decline': readers,
  'access.withdraw': readers,
  'access.nameReader': ['customerDirector', 'generalManager'],
  'access.revoke': approvers,
  'draft.load': everyone,
  'draft.save': everyone,
  'settings.get': everyone,
  'settings.update': admin,
  'backup.run': keepers,
  'backup.list': keepers,
  'backup.verify': keepers,
  'backup.restore': admin,
  'backup.last': keepers,
  'archive.verify': keepers,
  'task.get': everyone,
  'task.cancel': everyone,
}

const METHODS = Object.keys(contract).filter((name) => isMethodName(name))

let archive: TestArchive
beforeAll(async () => {
  archive = await makeArchive()
})
afterAll(() => archive.close())

// Not an input any method takes: what is allowed is refused for that, what is not is refused before anyone looks at it.
const NONSENSE = { nonsense: true }

describe('A1, A3 every method as every role', () => {
  it('A1 the table names every method of the contract', () => {
    expect(Object.keys(MAY).sort()).toEqual([...METHODS].sort())
  })

  it.each(METHODS)('A1 %s without a session', async (method) => {
    const answer = await archive.host.call({ method, input: NONSENSE, token: null })
    expect(answer).toMatchObject({ ok: false, error: { code: MAY[method] === 'anyone' ? 'invalidInput' : 'notSignedIn' } })
    const forged = await archive.host.call({ method, input: NONSENSE, token: 'A'.repeat(43) })
    expect(forged).toEqual(answer)
  })

  it.each(ROLES)('A3 %s', async (role) => {
    const person = await archive.as(LOGINS[role])
    const allowed: string[] = []
    for (const method of METHODS) {
      const answer = await archive.host.call({ method, input: NONSENSE, token: person.token })
      expect(answer.ok).toBe(false)
      if (answer.ok) continue
      expect(['invalidInput', 'forbidden']).toContain(answer.error.code)
      if (answer.error.code === 'invalidInput') allowed.push(method)
    }
    expect(allowed).toEqual(METHODS.filter((method) => MAY[method] === 'anyone' || MAY[method].includes(role)))
  })
})
