// Refusals of the keyring and the data key.
export const keyProblem = {
  'keyring.damaged': 'The key file is damaged. Restore it from the newest backup.',
  'keyring.stale': 'This password or its key was replaced and opens nothing any more. Use the present one, or have an administrator reset it.',
  'keyring.recoveryStale': 'This recovery key was replaced and opens nothing any more. Use the one printed last.',
  'keyring.otherKey': 'The key file does not open this database: an older one may have been put back, or the database is damaged. Restore from the newest backup.',
  'dataKey.underWay': 'The data key is being changed; wait until that is over.',
  'dataKey.resealing': 'Since the data key was last changed, not all scans have been encrypted anew. Wait until that is over.',
  'dataKey.peopleLacking': 'The new key cannot be sealed to these people, who have not signed in yet: {{subject}}. Have them sign in once; for those who cannot, reset their password first, or enter that they have left.',
  'dataKey.unsound': 'Going through the audit trail and the key file, something was found amiss ({{subject}}); the data key was not changed. Verify the archive first, under Backup.',
  'dataKey.changedMeanwhile': 'Somebody’s password or employment changed meanwhile; the data key was not changed. Try once more.',
} as const
