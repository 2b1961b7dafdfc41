// How a recovery key is written: groups of four, which the eye and the pen can follow.

/** The letters and digits of a recovery key in groups of four, the last perhaps shorter. */
export function keyGroups(recoveryKey: string): string[] {
  return recoveryKey.replace(/[^0-9A-Z]/gi, '').match(/.{1,4}/g) ?? []
}
