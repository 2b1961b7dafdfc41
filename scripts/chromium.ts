// Finds the Chromium that tests drive, and its fonts; installs both where that is possible without asking.
import { existsSync } from 'node:fs'
import { runProgram } from './steps.ts'

const USUAL_PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
  darwin: ['/Applications/Chromium.app/Contents/MacOS/Chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
}

/** A Chromium: the one that YIDANG_CHROMIUM names, or else one in a usual place; null when there is none. */
export function findChromium(): string | null {
  const named = process.env['YIDANG_CHROMIUM']
  const places = named === undefined || named === '' ? (USUAL_PLACES[process.platform] ?? []) : [named]
  return places.find((place) => existsSync(place)) ?? null
}

export const NO_CHROMIUM =
  '测试需要 Chromium（或 Chrome、Edge）：请安装，或用环境变量 YIDANG_CHROMIUM 指出其程序文件。\n' +
  'The tests drive a real Chromium (or Chrome, Edge): install one, or name its program in YIDANG_CHROMIUM.\n' +
  '  Debian, Ubuntu: sudo apt-get install chromium fonts-noto-cjk'

/** What Playwright 1.65 leaves out itself: of this switch Chromium heeds the last alone. */
const LEFT_OUT_ANYWAY = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay',
  'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin',
  'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch', 'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]
/** The suggestions under an address bar that nobody sees: two pages of their own for each window, as costly as the first of ours. */
const SUGGESTIONS = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** For playwright's `launch`: a real Chromium that asks nothing of the network. */
export function chromiumLaunch(): { executablePath: string; args: string[] } {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error(NO_CHROMIUM)
  const isRoot = process.getuid?.() === 0
  return {
    executablePath,
    args: [
      '--disable-background-networking', '--disable-component-update', `--disable-features=${[...LEFT_OUT_ANYWAY, ...SUGGESTIONS].join(',')}`,
      ...(isRoot ? ['--no-sandbox'] : []),
    ],
  }
}

async function hasChineseFonts(): Promise<boolean> {
  if (process.platform !== 'linux') return true
  return (await runProgram('sh', ['-c', 'fc-list :lang=zh | grep -q .'], { stdio: 'ignore' })) === 0
}

/** Sees to both; says what to do where it cannot. @returns false when there is no Chromium. */
export async function prepareChromium(): Promise<boolean> {
  const missing = [...(findChromium() === null ? ['chromium'] : []), ...((await hasChineseFonts()) ? [] : ['fonts-noto-cjk', 'fontconfig'])]
  if (missing.length === 0) return true
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && process.env['YIDANG_CHROMIUM'] === undefined) {
    process.stdout.write(`正在安装 · installing ${missing.join(' ')}…\n`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const apt = (...args: string[]) => runProgram('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    if ((await apt('update')) === 0) await apt('install', '-y', '--no-install-recommends', ...missing)
  }
  if (findChromium() === null) {
    process.stderr.write(`${NO_CHROMIUM}\n`)
    return false
  }
  if (!(await hasChineseFonts())) process.stderr.write('缺少中文字体 · Chinese fonts are missing: sudo apt-get install fonts-noto-cjk\n')
  return true
}
