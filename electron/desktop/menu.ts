// The menus of the window: what the keyboard does anyway, named in the language of the screens.
import type { MenuItemConstructorOptions } from 'electron'
import type { Language } from './place.ts'

const TEXTS = {
  'zh-CN': {
    file: '文件', quit: '退出', edit: '编辑', undo: '撤销', redo: '重做', cut: '剪切', copy: '复制', paste: '粘贴', selectAll: '全选',
    view: '显示', larger: '放大', smaller: '缩小', usual: '实际大小', fullScreen: '全屏', hide: '隐藏', help: '帮助', about: '关于一车一档',
  },
  en: {
    file: 'File', quit: 'Quit', edit: 'Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select all',
    view: 'View', larger: 'Zoom in', smaller: 'Zoom out', usual: 'Actual size', fullScreen: 'Full screen', hide: 'Hide', help: 'Help', about: 'About YiDang',
  },
} as const

/** What one does with a text: also the menu under the right mouse button. */
export function editItems(language: Language): MenuItemConstructorOptions[] {
  const text = TEXTS[language]
  return [
    { role: 'undo', label: text.undo },
    { role: 'redo', label: text.redo },
    { type: 'separator' },
    { role: 'cut', label: text.cut },
    { role: 'copy', label: text.copy },
    { role: 'paste', label: text.paste },
    { role: 'selectAll', label: text.selectAll },
  ]
}

/** The menu bar; `about` opens the page's own words about the program. Nothing in it reloads the page, which would lose a half-filled form. */
export function menuBar(language: Language, platform: NodeJS.Platform, about: () => void): MenuItemConstructorOptions[] {
  const text = TEXTS[language]
  const ofProgram: MenuItemConstructorOptions = { label: text.about, click: about }
  const quit: MenuItemConstructorOptions = { role: 'quit', label: text.quit }
  const first: MenuItemConstructorOptions[] =
    platform === 'darwin'
      ? [ofProgram, { type: 'separator' }, { role: 'hide', label: text.hide }, { type: 'separator' }, quit]
      : [quit]
  return [
    { label: text.file, submenu: first },
    { label: text.edit, submenu: editItems(language) },
    {
      label: text.view,
      submenu: [
        { role: 'zoomIn', label: text.larger },
        { role: 'zoomOut', label: text.smaller },
        { role: 'resetZoom', label: text.usual },
        { type: 'separator' },
        { role: 'togglefullscreen', label: text.fullScreen },
      ],
    },
    ...(platform === 'darwin' ? [] : [{ label: text.help, submenu: [ofProgram] }]),
  ]
}
