// Labels: scanned, and printed on label sheets and cover sheets.
export const label = {
  unknown: '没有找到这个标签：{{text}}',
  busy: '请先完成或关闭正在做的这一步，再扫描标签。',
  sheet: {
    label: '标签纸',
    kind: { a70x37: '3×8，70 × 37 mm', a63x38: '3×7，63.5 × 38.1 mm', a99x38: '2×7，99.1 × 38.1 mm' },
    start: '从第几格开始',
    sum_other: '{{labels}} 个标签，{{count}} 张纸',
    hint: '打印时请选“实际大小”（100%），不要缩放。',
  },
  folders: { title: '档案袋标签', vin: '车架号尾号 {{tail}}' },
  slots: {
    title: '档案柜标签', shelf: '层', every: '全部', nothing: '没有这个档案柜。',
    what: '标签', of: { slot: '档位', shelf: '层', cabinet: '柜', all: '柜、层和档位' },
  },
  covers: {
    title: '扫描封面页',
    sheet: '扫描封面页',
    choose: '要哪些材料的封面页',
    every: '全部',
    unscanned: '待扫描的',
    none: '不选',
    empty: '请至少选一份材料。',
    record: '记录号',
    dossier: '档号',
    plate: '车牌',
    advice: '放在这份材料前面一起扫描：后面的页会自动归入这份材料，直到下一张封面页。',
    pages_other: '{{count}} 张 A4',
  },
} as const
