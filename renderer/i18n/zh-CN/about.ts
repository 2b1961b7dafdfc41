// What the program is, and the licences of what it is made of.
export const about = {
  title: '关于一车一档',
  shell: { desktop: '桌面程序', browser: '浏览器方式' },
  what: '汽车经销店客户档案管理。不联网，数据只在门店自己的磁盘上。下面是各组成部分的许可证。',
  parts: '组成部分',
  find: '按名称或许可证查找',
  found_other: '{{count}} 项',
  textOf: '{{name}} 的许可证',
} as const
