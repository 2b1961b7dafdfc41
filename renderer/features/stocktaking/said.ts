// What was done last is said, and only that: one after the other, messages would lie over the dialog of what is done next.
import { App } from 'antd'

const KEY = 'stocktaking'

export function useSaid(): { say: (text: string) => void; hush: () => void } {
  const { message } = App.useApp()
  return { say: (content) => void message.success({ key: KEY, content }), hush: () => message.destroy(KEY) }
}
