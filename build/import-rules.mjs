// npm run imports: who may import whom. Every file of the product is read; a breach is one line and a failed build.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Folders whose areas are checked. */
const PROCESSES = ['shared', 'electron', 'renderer']

/** Areas that an area may import beside itself and shared/*. What is not named here imports nothing. '*' is every area of its own process. */
const MAY_IMPORT = {
  'shared/lang': [], 'shared/model': ['shared/lang'], 'shared/selector': ['shared/lang', 'shared/model'], 'shared/status': ['shared/lang', 'shared/model'],
  'shared/ipc': ['shared/model'], 'shared/gesture': ['shared/lang', 'shared/model'], 'shared/study': ['shared/lang', 'shared/model'],
  'electron/manifest': [], 'electron/store': [], 'electron/schema': [], 'electron/registry': ['electron/schema'],
  'electron/cluster': ['electron/store', 'electron/schema', 'electron/registry'],
  'electron/controllers': ['electron/cluster', 'electron/registry', 'electron/scheduler', 'electron/kubelet'], 'electron/scheduler': ['electron/cluster', 'electron/registry'], 'electron/kubelet': ['electron/cluster', 'electron/registry'],
  'electron/demo': ['electron/store', 'electron/registry', 'electron/cluster', 'electron/kubelet'],
  'electron/simulation': ['electron/cluster', 'electron/controllers', 'electron/scheduler', 'electron/kubelet'],
  'electron/settings': [], 'electron/window': [], 'electron/terminal': [],
  'electron/bridge': ['electron/cluster', 'electron/registry', 'electron/manifest', 'electron/settings', 'electron/window', 'electron/terminal', 'electron/apiserver'],
  'electron/cli': ['electron/manifest', 'electron/store', 'electron/registry', 'electron/cluster', 'electron/simulation', 'electron/apiserver', 'electron/demo'],
  'electron/apiserver': ['electron/cluster', 'electron/schema', 'electron/registry', 'electron/controllers', 'electron/kubelet'],
  'electron/main.ts': ['electron/window', 'electron/program.ts'],
  'electron/program.ts': ['*'], 'electron/control-plane.ts': ['*'],
  'electron/preload.ts': [],
  'renderer/look': [], 'renderer/i18n': [], 'renderer/state': [], 'renderer/code': ['renderer/look'], 'renderer/copy-button': [], 'renderer/keys': [], 'renderer/passing': [], 'renderer/row-window': [],
  'renderer/graph': ['renderer/state', 'renderer/look'],
  'renderer/canvas': ['renderer/graph', 'renderer/state', 'renderer/look', 'renderer/i18n', 'renderer/keys'],
  'renderer/selector-bar': ['renderer/state', 'renderer/look', 'renderer/i18n'],
  'renderer/outline': ['renderer/state', 'renderer/look', 'renderer/i18n', 'renderer/row-window'],
  'renderer/inspector': ['renderer/state', 'renderer/look', 'renderer/i18n', 'renderer/code', 'renderer/copy-button'],
  'renderer/import': ['renderer/state', 'renderer/look', 'renderer/i18n', 'renderer/code', 'renderer/keys', 'renderer/passing'],
  'renderer/terminal': ['renderer/state', 'renderer/look', 'renderer/i18n', 'renderer/keys'],
  'renderer/activity': ['renderer/state', 'renderer/look', 'renderer/i18n', 'renderer/copy-button', 'renderer/row-window'],
  'renderer/fidelity': ['renderer/i18n'],
  'renderer/app': ['*'],
}

/** Packages that only these areas may import. */
const PACKAGES = [
  { name: /^electron(\/|$)/, only: ['electron/main.ts', 'electron/program.ts', 'electron/preload.ts', 'electron/window', 'electron/bridge'] },
  { name: /^cytoscape(\/|$)/, only: ['renderer/canvas'] },
  { name: /^@lydell\/node-pty(\/|$)/, only: ['electron/terminal'] },
  { name: /^@xterm\//, only: ['renderer/terminal'] },
  { name: /^classic-level(\/|$)/, only: ['electron/store'] },
  { name: /^node:/, only: Object.keys(MAY_IMPORT).filter((area) => area.startsWith('electron/') && area !== 'electron/preload.ts') },
]

const IMPORT = /(?:^|[;\n])\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** What a file imports: each specifier, and whether it is for types alone. */
function readImports(text) {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  return [...code.matchAll(IMPORT)].map((match) => ({ name: match[2] ?? match[3], typeOnly: match[1] !== undefined }))
}

/** `electron/cluster` for a file in it, `electron/main.ts` for one that lies in the process's folder itself. */
function areaOf(file) {
  return file.split('/').slice(0, 2).join('/')
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listFiles(path)
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : []
  })
}

function judge(file, { name, typeOnly }) {
  const area = areaOf(file)
  const rules = MAY_IMPORT[area]
  if (rules === undefined) return `${area} is not an area that build/import-rules.mjs knows`
  if (!name.startsWith('.')) {
    const rule = PACKAGES.find((candidate) => candidate.name.test(name))
    if (rule && !rule.only.includes(area)) return `only ${rule.only.join(', ')} may import ${name}`
    if (file.startsWith('shared/') && !(typeOnly && name.startsWith('kubernetes-types/'))) return `shared/ is pure TypeScript: it may not import ${name}`
    return null
  }
  const target = join(dirname(file), name).split(sep).join('/')
  const targetArea = areaOf(target)
  if (targetArea === area) return null
  const [process] = area.split('/')
  const [targetProcess] = targetArea.split('/')
  if (targetProcess === process ? !rules.includes('*') && !rules.includes(targetArea) : targetProcess !== 'shared') return `${area} may not import ${targetArea}`
  const throughIndex = target === targetArea || target.endsWith('/index.ts') || targetArea === 'shared/lang' || targetArea === 'shared/ipc' || target.endsWith('.css')
  return throughIndex ? null : `${targetArea} is reached through its index.ts only, not ${target}`
}

function findCycles(edges) {
  const state = new Map()
  const cycles = []
  const visit = (file, path) => {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      return
    }
    state.set(file, 'open')
    for (const next of edges.get(file) ?? []) visit(next, [...path, file])
    state.set(file, 'done')
  }
  for (const file of edges.keys()) visit(file, [])
  return cycles
}

/**
 * Checks every file under shared/, electron/ and renderer/ of a tree.
 * @param {string} root
 * @returns {{ files: number, imports: number, breaches: string[] }}
 */
export function checkImports(root) {
  const files = PROCESSES.flatMap((process) => listFiles(join(root, process))).map((file) => relative(root, file).split(sep).join('/'))
  const edges = new Map()
  const breaches = []
  let imports = 0
  for (const file of files) {
    const found = readImports(readFileSync(join(root, file), 'utf8'))
    imports += found.length
    for (const one of found) {
      const breach = judge(file, one)
      if (breach !== null) breaches.push(`${file}: ${breach}`)
    }
    edges.set(file, found.filter(({ name, typeOnly }) => name.startsWith('.') && !typeOnly).map(({ name }) => join(dirname(file), name).split(sep).join('/')))
  }
  for (const cycle of findCycles(edges)) breaches.push(`import cycle: ${cycle}`)
  return { files: files.length, imports, breaches }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, imports, breaches } = checkImports(resolve(import.meta.dirname, '..'))
  for (const breach of breaches) console.error(breach)
  console.log(`imports: ${files} files, ${imports} imports, ${breaches.length} breaches`)
  process.exit(breaches.length > 0 ? 1 : 0)
}
