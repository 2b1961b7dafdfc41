// The one command behind `npm start`, `npm test` and the others. Plain JavaScript, so that any Node from 20 on can run it:
// it completes node_modules, then hands over to the Node 24 that lies there.
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access,
   typescript/no-unsafe-return, typescript/no-unsafe-argument -- no types here: this runs before TypeScript is installed */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const NODE = join(ROOT, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** Each step's program. */
const STEPS = {
  start: 'scripts/start.ts',
  test: 'scripts/test.ts',
  faults: 'scripts/test.ts',
  check: 'scripts/check.ts',
  build: 'scripts/build.ts',
  bench: 'test/bench/run.ts',
  yidang: 'electron/cli/yidang.ts',
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** True when what npm says it installed is what package-lock.json asks for. An install that was broken off says nothing. */
function isInstalled() {
  const wanted = readJson(join(ROOT, 'package-lock.json'))?.packages ?? {}
  const present = readJson(join(ROOT, 'node_modules', '.package-lock.json'))?.packages
  if (present === undefined) return false
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || ((entry.optional || entry.devOptional) && !present[path]) || present[path]?.version === entry.version,
  )
}

function npm(args) {
  // The npm that runs this script, or else the one on the path, which on Windows is a batch file.
  const own = process.env.npm_execpath
  const options = { cwd: ROOT, stdio: ['ignore', 2, 'inherit'] }
  const { status } = own?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
  return status === 0
}

/** Of all packages, Node 24 alone needs its install script; npm 10 would also start compilers that nothing here needs. */
function complete() {
  if (!isInstalled()) {
    console.error('正在安装依赖（npm ci）… · installing what the program is made of…')
    if (!npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])) fail('安装失败：请检查网络后重试 · npm ci failed: check the network and try again')
  }
  if (existsSync(NODE)) return
  if (!npm(['rebuild', 'node', '--ignore-scripts=false']) || !existsSync(NODE)) {
    fail('缺少 Node 24：npm rebuild node --ignore-scripts=false 失败 · that command failed: Node 24 is missing')
  }
}

/** What a step adds: `faults` is the tests of that layer alone, each at its full length. */
const MORE = { faults: { args: ['--project', 'faults'], env: { YIDANG_LONG: '1' } } }

/** Where the person is, which npm leaves for the project's folder: folders they name are meant from there. */
function whereCalled(step) {
  const { npm_lifecycle_event: event, INIT_CWD: called } = process.env
  return event === step && called !== undefined && process.cwd() === ROOT ? called : process.cwd()
}

function run(step, args) {
  const cwd = step === 'start' || step === 'yidang' ? whereCalled(step) : ROOT
  // Each thread strips the types of all it loads, by WebAssembly: slow, and V8 can die of several at it at once
  // (WasmImportWrapperCache::Free). What Node has stripped and compiled once, it finds here.
  const env = { ...process.env, ...MORE[step]?.env, NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node') }
  const child = spawn(NODE, [join(ROOT, STEPS[step]), ...(MORE[step]?.args ?? []), ...args], { cwd, env, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(error.message))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

const [step, ...args] = process.argv.slice(2)
if (step === undefined || !Object.hasOwn(STEPS, step)) fail(`用法 · usage: node scripts/run.mjs ${Object.keys(STEPS).join('|')} [...]`)
complete()
run(step, args)
