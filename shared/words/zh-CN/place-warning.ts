// What about a place of backups needs a person's eye, in two or three words: on the screens, and in the tray where no screen is.
export const placeWarning = {
  missing: '找不到',
  failed: '上次失败',
  damaged: '有损坏',
  full: '空间不足',
  late: '逾期未备份',
  neverBackedUp: '还没有备份',
  notProven: '久未证实能还原',
  slow: '太慢',
  sameDisk: '与档案同一块磁盘',
} as const
