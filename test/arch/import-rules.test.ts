import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkImports } from '../../build/import-rules.mjs'

let tree: string
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'podscape-arch-'))
  for (const folder of ['shared', 'electron', 'renderer']) mkdirSync(join(tree, folder))
})
afterEach(() => rmSync(tree, { recursive: true, force: true }))

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(tree, file)), { recursive: true })
  writeFileSync(join(tree, file), text)
}

test('the product keeps the rules, and is really read', () => {
  const { files, imports, breaches } = checkImports(resolve(import.meta.dirname, '../..'))
  expect(breaches).toEqual([])
  expect(files).toBeGreaterThan(100)
  expect(imports).toBeGreaterThan(files)
})

test.each([
  ['electron in the window', 'renderer/outline/a.ts', "import { app } from 'electron'", /only .* may import electron/],
  ['electron in the cluster', 'electron/cluster/a.ts', "import { app } from 'electron'", /only .* may import electron/],
  ['Node in the window', 'renderer/state/a.ts', "import { join } from 'node:path'", /only .* may import node:path/],
  ['Node in the preload script', 'electron/preload.ts', "import { join } from 'node:path'", /only .* may import node:path/],
  ['Node in shared', 'shared/selector/a.ts', "import { join } from 'node:path'", /only .* may import node:path/],
  ['a package in shared', 'shared/model/a.ts', "import { parse } from 'yaml'", /shared\/ is pure/],
  ['a value of a types package in shared', 'shared/model/a.ts', "import { x } from 'kubernetes-types/core/v1'", /shared\/ is pure/],
  ['cytoscape outside the canvas', 'renderer/graph/a.ts', "import cytoscape from 'cytoscape'", /only renderer\/canvas may import cytoscape/],
  ['the database outside the store', 'electron/cluster/a.ts', "import { ClassicLevel } from 'classic-level'", /only electron\/store/],
  ['the window from main', 'electron/bridge/a.ts', "import { x } from '../../renderer/state/index.ts'", /may not import renderer\/state/],
  ['main from the window', 'renderer/state/a.ts', "import { x } from '../../electron/cluster/index.ts'", /may not import electron\/cluster/],
  ['a process from shared', 'shared/model/a.ts', "import { x } from '../../electron/cluster/index.ts'", /may not import electron\/cluster/],
  ['the wrong direction', 'electron/store/a.ts', "import { x } from '../cluster/index.ts'", /electron\/store may not import electron\/cluster/],
  ['a kind in the table of types', 'electron/schema/a.ts', "import { x } from '../registry/index.ts'", /electron\/schema may not import electron\/registry/],
  ['a panel from a panel', 'renderer/outline/a.ts', "import { x } from '../inspector/index.ts'", /may not import renderer\/inspector/],
  ['the window area from the command line', 'electron/cli/a.ts', "import { x } from '../window/index.ts'", /may not import electron\/window/],
  ['past an index', 'electron/controllers/a.ts', "import { x } from '../cluster/clock.ts'", /through its index\.ts only/],
  ['lazily', 'renderer/app/a.ts', "const x = await import('electron')", /only .* may import electron/],
  ['by re-export', 'electron/store/a.ts', "export { x } from '../cluster/index.ts'", /may not import/],
  ['an unknown area', 'electron/misc/a.ts', "import { x } from '../store/index.ts'", /is not an area/],
])('a breach is seen: %s', (_what, file, text, message) => {
  plant(file, `${text}\n`)
  expect(checkImports(tree).breaches).toEqual([expect.stringMatching(message)])
})

test('a cycle is seen', () => {
  plant('shared/lang/a.ts', "import { b } from './b.ts'\nexport const a = b\n")
  plant('shared/lang/b.ts', "import { a } from './a.ts'\nexport const b = a\n")
  expect(checkImports(tree).breaches).toEqual(['import cycle: shared/lang/a.ts -> shared/lang/b.ts -> shared/lang/a.ts'])
})

test('what is allowed passes', () => {
  plant('shared/model/a.ts', "import type { Pod } from 'kubernetes-types/core/v1'\nimport { ok } from '../lang/result.ts'\n// import { app } from 'electron'\n")
  plant('electron/cluster/a.ts', "import { x } from '../store/index.ts'\nimport { join } from 'node:path'\n")
  expect(checkImports(tree).breaches).toEqual([])
})
