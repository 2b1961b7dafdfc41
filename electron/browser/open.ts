// Opens an address in the system's browser.
import { spawn } from 'node:child_process'

/** The command that opens `url`, or null where the system has no screen to open it on. */
export function openCommand(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, url: string): [string, ...string[]] | null {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  if (platform === 'darwin') return ['open', url]
  const hasScreen = [environment['DISPLAY'], environment['WAYLAND_DISPLAY']].some((name) => name !== undefined && name !== '')
  return hasScreen ? ['xdg-open', url] : null
}

/** True when the system took the address; a browser that opens later is not waited for. */
export async function openInBrowser(url: string): Promise<boolean> {
  const command = openCommand(process.platform, process.env, url)
  if (command === null) return false
  const [program, ...rest] = command
  return new Promise((resolve) => {
    const child = spawn(program, rest, { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
