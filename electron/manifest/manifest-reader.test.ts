import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleManifestWorker } from '../../test/support/manifest-worker.ts'
import { createManifestReader, type ManifestDocument, type ManifestReader } from './index.ts'

const fixtures = resolve(import.meta.dirname, '../../test/fixtures')
const folder = mkdtempSync(join(tmpdir(), 'podscape-drop-'))
let workerFile: string
let reader: ManifestReader

beforeAll(async () => {
  workerFile = await bundleManifestWorker()
  reader = createManifestReader({ workerFile })
})
afterAll(async () => {
  await reader.close()
  rmSync(folder, { recursive: true })
  rmSync(resolve(workerFile, '..'), { recursive: true })
})

const pod = (name: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n`
const namesOf = (documents: readonly ManifestDocument[]): readonly unknown[] => documents.map(({ object }) => object?.metadata.name)

/** Writes files under a new folder; gives its path. */
function drop(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name)
  mkdirSync(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(resolve(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return root
}

/** Every file of test/fixtures/bad: its documents, each an object's name or its errors' places and words. */
const bad: Readonly<Record<string, readonly (string | readonly (readonly [line: number | undefined, column: number | undefined, words: string])[])[]>> = {
  'comments.yaml': [[[undefined, undefined, 'no objects passed to apply: there is nothing in it but comments']]],
  'control.yaml': [[[6, 7, 'control characters are not allowed: U+001B']]],
  'duplicate-keys.yaml': [[[5, 3, 'key "name" already set in map'], [9, 3, 'key "a" already set in map']]],
  'empty.yaml': [[[undefined, undefined, 'no objects passed to apply: the file is empty']]],
  'forgotten-separator.yaml': [[[5, 1, 'key "apiVersion" already set in map'], [6, 1, 'key "kind" already'], [7, 1, 'key "metadata" already']]],
  'label-number.yaml': [[[6, 14, 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels'], [7, 13, 'json: cannot unmarshal bool']]],
  'latin1.yaml': [[[4, 12, 'not UTF-8 text: byte 0xE9 at offset 52']]],
  'laughs.yaml': [[[10, 8, 'document contains excessive aliasing']]],
  'list.yaml': ['fine', [[8, 3, "Object 'Kind' is missing in"]], [[11, 3, 'json: cannot unmarshal string into Go value of type map[string]interface {}']]],
  'no-kind.yaml': [[[1, 1, `Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"name":"x"}}'`]]],
  'no-manifests': [[[undefined, undefined, 'there is no manifest in this folder']]],
  'no-name.yaml': [[[3, 1, 'resource name may not be empty']]],
  'nul.yaml': [[[undefined, undefined, 'not a manifest: this is a binary file (a NUL byte at offset 21)']]],
  'picture.png': [[[undefined, undefined, 'not a manifest: this is a PNG image']]],
  'picture.yaml': [[[undefined, undefined, 'not a manifest: this is a PNG image']]],
  'second-of-three.yaml': ['first', [[10, 10, 'mapping values are not allowed in this context']], 'third'],
  'self-alias.yaml': [[[6, 6, "anchor 'a' value contains itself"]]],
  'tabs-and-more.yaml': [[[4, 1, 'found character that cannot start any token: found a TAB used as indentation'], [7, 8, 'mapping values are not allowed']]],
  'tabs.yaml': [[[10, 3, 'found character that cannot start any token: found a TAB used as indentation']]],
  'template.yaml': [[[4, 10, 'invalid map key']]],
  'trailing-comma.json': [[[6, 3, "invalid character '}' looking for beginning of object key string"]]],
  'unclosed-bracket.yaml': [[[9, 14, "did not find expected ',' or ']'"]]],
  'unclosed-quote.yaml': [[[6, 11, 'found unexpected end of stream']]],
  'unknown-anchor.yaml': [[[5, 7, "unknown anchor 'values' referenced"]]],
  'utf16.yaml': [[[undefined, undefined, 'not a manifest: this is UTF-16 text']]],
}

test('every bad file is told, all errors of all documents at once', async () => {
  const names = readdirSync(join(fixtures, 'bad')).toSorted()
  expect(names).toStrictEqual(Object.keys(bad))
  const { documents } = await reader.readManifests(names.map((name) => join(fixtures, 'bad', name)))
  for (const name of names) {
    const found = documents.filter(({ file }) => file === name)
    const wanted = bad[name] ?? []
    expect([name, found.map(({ object, errors }) => object?.metadata.name ?? errors.map(({ position }) => [position?.line, position?.column]))])
      .toStrictEqual([name, wanted.map((entry) => (typeof entry === 'string' ? entry : entry.map(([line, column]) => [line, column])))])
    expect(found.map(({ index }) => index)).toStrictEqual(found.map((_, place) => place))
    const words = wanted.flatMap((entry) => (typeof entry === 'string' ? [] : entry.map((error) => error[2])))
    const messages = found.flatMap(({ errors }) => errors.map(({ message }) => message))
    for (const [place, said] of words.entries()) expect(messages[place]).toContain(said)
  }
})

test('the TABs of the notes are mended to what was meant', async () => {
  const { documents: [tabs] } = await reader.readManifests([join(fixtures, 'bad/tabs.yaml')])
  const { documents: [mended] } = await reader.readManifestText('tabs.yaml', tabs?.errors[0]?.fix?.text ?? '')
  expect(mended?.object).toStrictEqual({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kubia', labels: { creation_method: 'manual', env: 'prod' } },
    spec: { containers: [{ image: 'luksa/kubia', name: 'kubia', ports: [{ containerPort: 8080, protocol: 'TCP' }] }] },
  })
})

test('a folder is read in order of names, without what is hidden or no manifest', async () => {
  const root = drop('project', { 'b.yaml': `${pod('b1')}---\n${pod('b2')}`, 'a/z.yml': pod('z'), 'c.JSON': '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}', '.git/x.yaml': 'bad', '.hidden.yaml': 'bad', 'README.md': 'bad', 'comments.yaml': '# none\n' })
  const { documents } = await reader.readManifests([`${root}/`, join(root, 'b.yaml')])
  expect(documents.map(({ file, index, line }) => [file, index, line])).toStrictEqual([
    ['project/a/z.yml', 0, 1], ['project/b.yaml', 0, 1], ['project/b.yaml', 1, 6], ['project/c.JSON', 0, 1], ['b.yaml', 0, 1], ['b.yaml', 1, 6],
  ])
  expect(namesOf(documents)).toStrictEqual(['z', 'b1', 'b2', 'c', 'b1', 'b2'])
})

test('a file of another name is tried when dropped itself', async () => {
  const root = drop('other', { 'pod.txt': pod('txt'), 'none.yaml': '# nothing' })
  expect(namesOf((await reader.readManifests([join(root, 'pod.txt')])).documents)).toStrictEqual(['txt'])
  const { documents } = await reader.readManifests([root])
  expect(documents.map(({ file, errors }) => [file, errors[0]?.message])).toStrictEqual([['other', 'no objects passed to apply: there is nothing in these manifests but comments']])
})

test('what is no regular file is never opened, and each says what it is', async () => {
  const root = drop('odd', { 'real.yaml': pod('real') })
  symlinkSync(join(root, 'real.yaml'), join(root, 'link.yaml'))
  symlinkSync(root, join(root, 'loop'))
  execFileSync('sh', ['-c', 'mkfifo "$0"', join(root, 'pipe.yaml')])
  const socket = createServer().listen(join(root, 'socket.yaml'))
  const told = async (paths: readonly string[]) => (await reader.readManifests(paths)).documents.map(({ file, errors }) => [file, errors[0]?.message])
  expect(await told([root])).toStrictEqual([
    ['odd/link.yaml', 'this is a symbolic link; drop the file it points to'],
    ['odd/pipe.yaml', 'this is a pipe, not a file'],
    ['odd/real.yaml', undefined],
    ['odd/socket.yaml', 'this is a socket, not a file'],
  ])
  expect(await told([join(root, 'loop'), '/dev/zero', join(root, 'none.yaml')])).toStrictEqual([
    ['loop', 'this is a symbolic link; drop the file it points to'],
    ['zero', 'this is a device, not a file'],
    ['none.yaml', 'the path "none.yaml" does not exist'],
  ])
  socket.close()
})

test.skipIf(process.platform !== 'linux')('a file that holds more than it said is not taken for whole', async () => {
  const { documents } = await reader.readManifests(['/proc/self/status'])
  expect(documents.map(({ errors }) => errors)).toStrictEqual([[{ message: 'the file changed while it was read; drop it again' }]])
})

test('what is too much is refused before it is read', async () => {
  const root = drop('much', { 'a.yaml': pod('a'), 'b.yaml': `${pod('b')}---\n${pod('c')}  labels: {x: "${'x'.repeat(400)}"}\n`, 'd/e/f.yaml': pod('f') })
  const told = async (limits: Parameters<typeof createManifestReader>[0]['limits'] & object) => {
    const limited = createManifestReader({ workerFile, limits })
    const { documents } = await limited.readManifests([root])
    await limited.close()
    return documents.map(({ file, object, errors }) => [file, object?.metadata.name ?? errors[0]?.message])
  }
  expect(await told({ dropBytes: 100 })).toStrictEqual([['much/b.yaml', 'with this file the drop comes to more than 0 MiB; drop fewer files at a time']])
  expect(await told({ files: 2 })).toStrictEqual([['much/d/e/f.yaml', 'with this file the drop comes to more than 2 files; drop fewer at a time']])
  expect(await told({ folderDepth: 2 })).toStrictEqual([['much/a.yaml', 'a'], ['much/b.yaml', 'b'], ['much/b.yaml', 'c'], ['much/d/e', 'folders are nested deeper than 2 levels']])
  expect(await told({ documentBytes: 200 })).toStrictEqual([['much/a.yaml', 'a'], ['much/b.yaml', 'b'], ['much/b.yaml', 'Request entity too large: limit is 200. The document has 0 MiB'], ['much/d/e/f.yaml', 'f']])
})

test('a document that takes too long costs only itself', async () => {
  const quick = createManifestReader({ workerFile, limits: { documentMs: 300 } })
  const { documents } = await quick.readManifestText('slow.yaml', [pod('a'), `v: ${'['.repeat(1_000_000)}\n`, pod('b'), `v: ${'['.repeat(1_000_000)}\n`, pod('c')].join('---\n'))
  expect(documents.map(({ line, object, errors }) => [line, object?.metadata.name ?? errors[0]?.message])).toStrictEqual([
    [1, 'a'], [6, 'the document took longer than 0.3 s to read'], [8, 'b'], [13, 'the document took longer than 0.3 s to read'], [15, 'c'],
  ])
  await quick.close()
})

test('a document that takes too much memory costs only itself', async () => {
  const small = createManifestReader({ workerFile, limits: { documentMs: 60_000, workerMegabytes: 32 } })
  const { documents } = await small.readManifestText('large.yaml', [pod('a'), `v:\n${'- {a: b, c: [d, e]}\n'.repeat(100_000)}`, pod('b')].join('---\n'))
  expect(documents.map(({ object, errors }) => object?.metadata.name ?? errors[0]?.message)).toStrictEqual(['a', 'the document took more than 32 MiB of memory to read', 'b'])
  await small.close()
})

test('many documents come in order, with progress that ends at all', async () => {
  const names = Array.from({ length: 2_000 }, (_, at) => `p${at}`)
  const seen: (readonly [number, number])[] = []
  const { documents } = await reader.readManifestText('many.yaml', names.map((name) => pod(name)).join('---\n'), { onProgress: (done, total) => seen.push([done, total]) })
  expect(namesOf(documents)).toStrictEqual(names)
  expect(documents.map(({ line }) => line)).toStrictEqual(names.map((_, at) => 1 + at * 5))
  expect(seen.length).toBeGreaterThan(10)
  expect(seen.map(([done]) => done)).toStrictEqual(seen.map(([done]) => done).toSorted((one, other) => one - other))
  expect(seen.at(-1)).toStrictEqual([2_000, 2_000])
})

test('an abort ends the call at once, and the reader goes on', async () => {
  const text = Array.from({ length: 2_000 }, (_, at) => pod(`p${at}`)).join('---\n')
  const reason = new Error('enough')
  const abort = new AbortController()
  const reading = reader.readManifestText('many.yaml', text, { signal: abort.signal, onProgress: () => abort.abort(reason) })
  await expect(reading).rejects.toBe(reason)
  await expect(reader.readManifests([folder], { signal: abort.signal })).rejects.toBe(reason)
  expect(namesOf((await reader.readManifestText('one.yaml', pod('one'))).documents)).toStrictEqual(['one'])
})

test('a thread that cannot start is not blamed on the manifests', async () => {
  const broken = createManifestReader({ workerFile: join(folder, 'none.cjs') })
  await expect(broken.readManifestText('a.yaml', pod('a'))).rejects.toThrow('none.cjs')
})

test('text begins with no byte order mark and may end its lines as Windows does', async () => {
  const { documents: [document] } = await reader.readManifestText('pasted', `\uFEFF${pod('x')}`.replaceAll('\n', '\r\n'))
  expect(document?.object).toStrictEqual({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } })
})
