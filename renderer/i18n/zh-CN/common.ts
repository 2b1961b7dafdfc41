// Words that every screen shares.
import { value } from '#shared/words/zh-CN/value.ts'

export const common = {
  product: '一车一档',
  training: '演练',
  loading: '正在读取…',
  retry: '重试',
  cancel: '取消',
  save: '保存',
  restored: '已恢复您上次没有写完的内容。',
  saved: '已保存',
  close: '关闭',
  back: '返回',
  next: '下一步',
  edit: '修改',
  print: '打印',
  none: '无',
  add: '添加',
  regulation: '客户管理制度3',
  everybody: '全部人员',
  unlisted: '不在名单上',
  language: '语言',
  trainingHint: '演练档案：这里的一切都不作数，可以放心练习。',
  notFound: {
    title: '没有这个页面',
    text: '地址可能写错了，或者您没有权限打开它。',
    home: '回到工作台',
  },
  crash: {
    title: '这个页面出了问题',
    text: '已保存的内容没有受影响。重新打开页面；如果再次出现，请告诉管理员。',
    reload: '重新打开',
  },
  kind: value.recordKind,
  state: { ...value.recordState, overdue: '逾期' },
  role: value.role,
  departmentKind: {
    sales: '销售',
    service: '售后服务',
    care: '客户关爱',
    management: '管理',
  },
} as const
