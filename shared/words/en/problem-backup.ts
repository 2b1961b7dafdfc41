// Refusals of backups, and of what is fetched from them.
import type { backupProblem as zh } from '../zh-CN/problem-backup.ts'

export const backupProblem = {
  'backup.otherArchive': 'This is a backup of another archive: {{subject}}.',
  'backup.insideArchive': 'The folders of archive, backup and restore cannot lie inside one another.',
  'backup.changedMeanwhile': 'The archive was changed by something else meanwhile; back up again.',
  'backup.busy': 'The database is busy; try again in a moment.',
  'backup.manifestChanged': 'The list of the backup was changed or is damaged: {{subject}}. Take another backup.',
  'backup.poolBusy': 'The backup place is in use by {{subject}}. Try again shortly.',
  'backup.running': 'A backup or a check is under way; wait until it is done.',
  'backup.otherKey': 'This backup is whole outside, but under a data key that this archive does not know, so it cannot be opened here. Restore it into a new folder and open it with a password of that day.',
  'backup.none': 'There is no backup of this archive at that place yet.',
  'backup.placeMissing': 'The backup place is not there: the stick is not in, or the network folder cannot be reached.',
  'backup.noRoomForTrial': 'There is not enough room on the disk of this machine to open the backup beside the archive. Make room.',
  'backup.placeKnown': 'This folder is a backup place already.',
  'backup.locked': 'The archive is locked; it can be checked once somebody has signed in.',
  'backup.pieceUnreadable': 'A piece of the backup cannot be read: {{subject}}. Look at the disk, or take another backup.',
  'backup.pieceMissing': 'A piece of the backup is missing: {{subject}}. Take another backup.',
  'backup.pieceChanged': 'A piece of the backup was changed or is damaged: {{subject}}. Take another backup.',
  'fetch.noDossier': 'There is no such dossier, or you may not see it. Give its whole archive number or VIN.',
  'fetch.needsApprover': 'The general manager, or who decides about copies of this level, has to approve beside you.',
  'fetch.approverCannot': 'This person cannot approve: it takes the general manager or one with authority over copies of this level, who may see the dossier and is not you.',
  'fetch.leaveMeanwhile': 'While {{subject}} was fetched, a level, a standing approval or authority over copies was changed; what was fetched was removed again. Fetch it anew.',
  'backup.dossierNotThere': 'This backup does not have the dossier: it was not opened by then, or it was more secret then than what may leave here.',
  'backup.otherHistory': 'The archive has not gone on from this backup (it was put back to another since), so no single dossier can be fetched from it. It can be restored as a whole to another folder.',
} as const satisfies Record<keyof typeof zh, string>
