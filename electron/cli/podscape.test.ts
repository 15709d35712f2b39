import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const launcher = resolve(import.meta.dirname, '../../build/podscape.mjs')
const folder = mkdtempSync(join(tmpdir(), 'podscape-cli-'))

const PODS = `apiVersion: v1
kind: Pod
metadata: { name: a, labels: { app: web, env: prod } }
---
apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: Pod, metadata: { name: b, namespace: blog, labels: { app: web } } }
- { apiVersion: v1, kind: Namespace, metadata: { name: prod, labels: { app: web } } }
`

interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function podscape(args: readonly string[], input = ''): Promise<Run> {
  const child = spawn(process.execPath, [launcher, ...args], { cwd: folder, stdio: 'pipe' })
  let out = ''
  let err = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  child.stdin.end(input)
  const code = await new Promise<number | null>((done) => {
    child.once('close', done)
  })
  return { code, out, err }
}

beforeAll(async () => {
  writeFileSync(join(folder, 'pods.yaml'), PODS)
  writeFileSync(join(folder, 'bad.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: { name: a\n')
  // Bundles, when the sources have changed.
  const { code, err } = await podscape(['--help'])
  if (code !== 0) throw new Error(err)
}, 60_000)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

test.each<[string[], Run]>([
  [['match', '-l', 'app=web', 'pods.yaml'], { code: 0, out: 'pod/default/a\npod/blog/b\nnamespace/prod\n', err: '' }],
  [['match', '-l', 'env=prod', 'pods.yaml'], { code: 0, out: 'pod/default/a\n', err: '' }],
  [['match', '-l', 'app=db', 'pods.yaml'], { code: 1, out: '', err: '' }],
  [
    ['match', '-l', 'app=web,', 'pods.yaml'],
    { code: 2, out: '', err: `error: the provided selector "app=web," is not valid: found '', expected: identifier after ','\n  app=web,\n          ^\ndid you mean: app=web\n` },
  ],
  [['match', 'pods.yaml'], { code: 2, out: '', err: 'error: match needs a selector: -l SELECTOR\nSee "podscape --help".\n' }],
  [['match', '--nope'], { code: 2, out: '', err: `error: Unknown option '--nope'\nSee "podscape --help".\n` }],
])('podscape %j', async (args, expected) => {
  expect(await podscape(args)).toEqual(expected)
})

test('a folder is read with all that is in it, and what is wrong in it is told with its place', async () => {
  const { code, out, err } = await podscape(['match', '-l', 'env', '.'])
  expect({ code, out }).toEqual({ code: 2, out: 'pod/default/a\n' })
  expect(err).toMatch(/^error: .*bad\.yaml:\d+:\d+: /)
})

test('a file that is not there', async () => {
  const { code, out, err } = await podscape(['match', '-l', 'env', 'missing.yaml'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('missing.yaml')
})

test('questions from standard input are answered a line each', async () => {
  const lines = ['{"selector":"app in (web)","labels":{"app":"web"}}', 'nonsense', '{"selector":"!app","labels":{"app":"web"}}', '{"selector":"app in web","labels":{}}']
  const { code, out, err } = await podscape(['match', '--json-lines'], lines.join('\n'))
  const answers = out.trimEnd().split('\n').map((line): unknown => JSON.parse(line))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(answers).toEqual([{ match: true }, { error: expect.stringContaining('not JSON') }, { match: false }, { error: "unable to parse requirement: found 'web' expected: '('" }])
})

test('a question is answered before the next is asked', async () => {
  const child = spawn(process.execPath, [launcher, 'match', '--json-lines'], { stdio: 'pipe' })
  const answers = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]()
  for (const labels of [{ a: '1' }, {}]) {
    child.stdin.write(`${JSON.stringify({ selector: 'a', labels })}\n`)
    expect((await answers.next()).value).toBe(`{"match":${'a' in labels}}\n`)
  }
  child.stdin.end()
  expect((await answers.next()).done).toBe(true)
})
