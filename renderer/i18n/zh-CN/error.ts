// What happened and what to do, for every error code of the contract.
export const error = {
  invalidInput: {
    what: '填写的内容有误。',
    advice: '请检查标红的各项后再试。',
  },
  notSignedIn: {
    what: '您已退出。',
    advice: '请重新登录。没有写完的内容仍为您保留。',
  },
  forbidden: {
    what: '您的岗位不能做这件事。',
    advice: '如确有需要，请系统管理员调整您的岗位。',
  },
  notFound: {
    what: '没有找到，或者您无权查看。',
    advice: '请核对后重试。',
  },
  refused: {
    what: '按规定不能这样做。',
    advice: '请按提示改正后再试。',
  },
  wrongPassword: {
    what: '用户名、密码或密钥不对。',
    advice: '请检查大小写和输入法后再试。',
  },
  unavailable: {
    what: '档案现在打不开。',
    advice: '请确认没有别的程序正在使用它，然后再试。',
  },
  cancelled: {
    what: '已取消。',
    advice: '没有改动任何内容。',
  },
  storage: {
    what: '磁盘写不进去，或读不出来。',
    advice: '请检查磁盘是否已满、只读或已断开。没有留下只做了一半的内容。',
  },
  internal: {
    what: '程序出错了。',
    advice: '请重试；如果再次出现，请重新启动程序并告诉系统管理员。',
  },
} as const
