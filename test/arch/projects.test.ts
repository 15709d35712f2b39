import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')

/** Checks a file alone under a project's own settings; returns what the compiler says. */
function compile(project: string, file: string, text: string): string {
  const tree = mkdtempSync(join(tmpdir(), 'podscape-types-'))
  try {
    cpSync(join(ROOT, 'tsconfig.json'), join(tree, 'tsconfig.json'))
    mkdirSync(join(tree, project))
    cpSync(join(ROOT, project, 'tsconfig.json'), join(tree, project, 'tsconfig.json'))
    symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'))
    writeFileSync(join(tree, project, file), text)
    const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '--noEmit', '-p', join(tree, project)], { encoding: 'utf8' })
    return run.stdout
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

// Each folder is a TypeScript project of its own, so that a name of one world is unknown in the next.
test.each([
  ['shared', 'process.cwd()', /Cannot find name 'process'/],
  ['shared', "window.alert('')", /Cannot find name 'window'/],
  ['shared', 'setTimeout(() => {}, 1)', /Cannot find name 'setTimeout'/],
  ['electron', "window.alert('')", /Cannot find name 'window'/],
  ['electron', 'document.title', /Cannot find name 'document'/],
  ['renderer', 'process.cwd()', /Cannot find name 'process'/],
  ['renderer', '__dirname.length', /Cannot find name '__dirname'/],
])('in %s, %s is an error', (project, text, message) => {
  expect(compile(project, 'planted.ts', `${text}\nexport {}\n`)).toMatch(message)
})

test.each([
  ['shared', 'Math.max(1, 2)'],
  ['electron', "import { app } from 'electron'\nvoid app.getPath('userData').concat(process.cwd())"],
  ['renderer', "window.alert(document.title)"],
])('in %s, what belongs there is none', (project, text) => {
  expect(compile(project, 'planted.ts', `${text}\nexport {}\n`)).toBe('')
})
