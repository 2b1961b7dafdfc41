// Refusals of the keyring and the data key.
export const keyProblem = {
  'keyring.damaged': '密钥文件已损坏。请用最近的备份恢复。',
  'keyring.stale': '这是以前的密码或密钥，已经不能用。请用现在的密码，或请管理员重设。',
  'keyring.recoveryStale': '这把恢复密钥已被换掉，不能再用。请用最近一次打印的那一把。',
  'keyring.otherKey': '密钥文件打不开这个数据库：可能被换回了旧的密钥文件，或者数据库已损坏。请用最近的备份恢复。',
  'dataKey.underWay': '正在更换数据密钥，请等它结束。',
  'dataKey.resealing': '上次更换数据密钥后，扫描件还没有全部重新加密。请等它结束。',
  'dataKey.peopleLacking': '这些在职人员还没有登录过，新密钥无法封给他们：{{subject}}。请他们先登录一次；来不了的，先为他们重设密码，或办理离职。',
  'dataKey.unsound': '校验操作日志和密钥文件时发现异常（{{subject}}），数据密钥没有更换。请先在“备份与校验”里校验档案。',
  'dataKey.changedMeanwhile': '其间有人的密码或在职情况变了，数据密钥没有更换。请再做一次。',
} as const
