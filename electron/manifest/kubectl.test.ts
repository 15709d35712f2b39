import { readdir } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startKubectlReader } from '../../test/support/kubectl-reads.ts'
import { collectDocuments } from './collect-documents.ts'
import type { ManifestDocument } from './manifest-document.ts'
import { readChunk } from './read-chunk.ts'
import { splitDocuments } from './split-documents.ts'

const kubectl = await startKubectlReader()
afterAll(() => kubectl?.close())
if (kubectl === null) console.warn('kubectl is not on PATH: what is read is not compared with what kubectl reads')

function readHere(file: string, text: string): readonly ManifestDocument[] {
  const parts = splitDocuments(text.replace(/^\uFEFF/, ''))
  return collectDocuments(file, parts, parts.map((part) => readChunk(part.text)))
}

/** kubectl fills in the namespace of what has none. */
function withoutDefault(object: unknown): unknown {
  return JSON.parse(JSON.stringify(object, (key, value: unknown) => (key === 'namespace' && value === 'default' ? undefined : value)))
}

const head = 'apiVersion: probe.test/v1\nkind: Probe\nmetadata: {name: x}\n'
const jsonHead = '{"apiVersion":"probe.test/v1","kind":"Probe","metadata":{"name":"x"}'

const words = `0644 0o644 0x1F 0X1f 1_000 1__0 1_ _1 0_7 .5 +.5 -.5 .5_0 ._5 .e3 1e3 1E3 1e+3 1e-3 1.e3 1e 1_0.5 1e1_0 ~ null Null NULL nUll
yes Yes YES yEs no No NO on On ON off Off OFF y Y n N true True TRUE tRue false False FALSE 12:30 12:30:45 190:20:30 2001-01-01 2001-12-14t21:59:43.10-05:00
0b101 0b102 -0b11 +0b1 0B1 0b +5 -5 0 -0 -0.0 00 08 09 018 0777 -0644 -0o7 0o9 0O7 1. 1.0 0.1 3.0 685_230.15 0x 0xG -0x1F +0x1F . - + = << 5e-7
9007199254740991 9007199254740993 9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616 123456789012345678901234567890
-9223372036854775808 -9223372036854775809 1e23 100000000000000000000.0 123456789.123 1.5e400x 1e400 0x1p4 0xFFFFFFFFFFFFFFFF 0xFFFFFFFFFFFFFFFFF 1.1.1 10.0.0.1
v1 1a 1,5 5% 100m 64Mi -a ?x :x a#b a:b http://x:80/y "1" '1' "yes" '~' "" '' 00:1b:44:11:3a:b7 +.inf2 .infinity nan inf NaN -.5e3 0e0 1d 1f 0x_1F 0_8 0b1_1 +-1 --1 -_1`.split(/\s+/)

/** Read alike, value for value. */
const same: readonly (readonly [what: string, text: string])[] = [
  ['plain values', `${head}v:\n${words.map((word) => `- ${word}\n`).join('')}`],
  ['plain values in brackets', `${head}v: [${words.filter((word) => !/^[?:-].?$|,/.test(word)).join(', ')}]\n`],
  ['keys of every type', `${head}v: {true: a, 1: b, 1.5: c, 0x10: d, 1e7: e, no: f, 010: g, 12:30:45: i, 2001-01-01: j, 0.1: l, 3.4028235e38: m, 1e-5: n, 123456.789: o, -5: p, .5: q, 16777217: r, 16777217.0: s, .inf: t, 0.0001: u, 1234567.5: v}`],
  ['y as a key', `${head}v: {x: 1, y: 2}`],
  ['merge', `${head}b: &b {x: 1, z: 2}\nv:\n  <<: *b\n  z: 3\n`],
  ['merge after the key', `${head}b: &b {x: 1, z: 2}\nv:\n  z: 3\n  <<: *b\n`],
  ['merge of two', `${head}b: &b {x: 1, w: 2}\nc: &c {x: 5, z: 9}\nv:\n  <<: [*b, *c]\n`],
  ['two merges', `${head}b: &b {x: 1}\nc: &c {x: 5, z: 9}\nv:\n  <<: *b\n  <<: *c\n`],
  ['merge written in place', `${head}v:\n  <<: {q: 1}\n  z: 1\n`],
  ['merge of a merge', `${head}a: &a {x: 1}\nb: &b {<<: *a, z: 1}\nv: {<<: *b}\n`],
  ['merge key in quotes', `${head}b: &b {x: 1}\nv:\n  "<<": *b\n`],
  ['anchors', `${head}v: &a foo\nw: *a\nx: [&b {c: 1}, *b]\nq: [&d 1, *d, &d 2, *d]\nk: {*a : 1}\nn: &n\nm: *n\n`],
  ['tags', `${head}v: [!!str 123, !!int "12", !!float 3, !!bool "yes", !!null "", !foo bar, !foo 12, !!binary aGVsbG8=, ! 12, !!str ~, !!float "1e3", !!int 0b11, !!timestamp 2001-01-01]\nw: !foo {a: 1}\nx: !!str {a: 1}\nz: !!set {a, b}\n`],
  ['verbatim tag', `${head}v: !<tag:yaml.org,2002:int> "3"`],
  ['escapes', String.raw`${head}v: "a\tb\x41\u00e9\U0001F600\\\" \e\0\_"` + '\n'],
  ['folding', `${head}v: a\n  b\n\n  c\nw: "x\n  y\\\n  z"\nq: >-\n  a\n  b\n\n   c\n  d\nz: |+\n  a\n\nr: >\n\n  x\n\n\n  z\n\n`],
  ['block scalars', `${head}a: |2\n    a\n  b\nb: |-\n\n  x\n\nc: |\n  b  \n  \ttab\nd: ''\ne: >2-\n   a\n`],
  ['quotes', `${head}a: 'it''s'\nb: "\\ta"\nc: a\tb\nd: \ta\ne: 'x\n  y'\n"f" : 1\n`],
  ['flow', `${head}a: [b: c, {d}]\nb: {a:1, "b":2, c: 3}\nc: {a: , b: }\nd: [a, b,]\ne: [\n  b\n]\nf: {\n}\ng: [a #b\n ]\n`],
  ['complex key', `${head}v:\n  ? a\n  : b\n  ? c\n`],
  ['sequence at the key’s column', `${head}v:\n- a\n-   b: 1\n    c: 2\n- - d\n  - e\n`],
  ['CRLF', `${head}v: |\n  a\n  b\nw: "a\n  b"\nq: c\n`.replaceAll('\n', '\r\n')],
  ['BOM', `\uFEFF${head}v: 1\n`],
  ['Korean and emoji', `${head}v: 가나다 😀\n"키": 값 # 설명\n`],
  ['comments and empty documents', `# a\n---\n# b\n---\n\n---\n${head}---\nnull\n---\n${head}# end`],
  ['separator with a comment', `${head}v: 1\n--- # foo\n${head}v: 2\n`],
  ['end of document', `${head}v: 1\n...\n---\n${head}v: 2\n`],
  ['List', 'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n'],
  ['list without kinds', 'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: b}\n'],
  ['list of aliases', `apiVersion: v1\nkind: List\nx: &x {apiVersion: v1, kind: Pod, metadata: {name: b}}\nitems: [*x, *x]\n`],
  ['JSON numbers', `${jsonHead},"v":[9007199254740993,1e3,1.0,-0,-0.0,18446744073709551615,1.5E-3,100000000000000000000000]}`],
  ['JSON strings', String.raw`${jsonHead},"v":["\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","\ud83d","é😀\u2028"],"__proto__":{"a":1}}`],
  ['JSON in a row', `${jsonHead}}\n${jsonHead},"v":{}}`],
  ['JSON with TABs', `{\n\t"apiVersion":"probe.test/v1",\n\t"kind":"Probe",\n\t"metadata":{"name":"x"}\n}`],
]

test.skipIf(kubectl === null).for(same)('read as kubectl reads: %s', async ([, text]) => {
  const documents = readHere('case.yaml', text)
  const theirs = await kubectl?.readText('case.yaml', text)
  expect(documents.flatMap(({ errors }) => errors)).toStrictEqual([])
  expect({ objects: documents.map(({ object }) => withoutDefault(object)) }).toStrictEqual(withoutDefault(theirs))
})

/** Refused by both, with kubectl's words first. */
const refused: readonly (readonly [text: string, words: string])[] = [
  [`${head}labels:\n\tfoo: bar\n`, 'found character that cannot start any token'],
  [`${head}labels:\n  \tfoo: bar\n`, 'found character that cannot start any token'],
  [`${head}v: %foo\n`, 'found character that cannot start any token'],
  [`${head}v: @foo\n`, 'found character that cannot start any token'],
  [`${head}v: \`foo\n`, 'found character that cannot start any token'],
  [`${head}v: [1, 2\nq: 1\n`, "did not find expected ',' or ']'"],
  [`${head}v: {b: c\n`, "did not find expected ',' or '}'"],
  [`${head}v: "abc\nq: 1\n`, 'found unexpected end of stream'],
  [`${head}v: a: b\n`, 'mapping values are not allowed in this context'],
  [`${head}key: value\n  other: x`, 'mapping values are not allowed in this context'],
  [`${head}a: foo bar:\n`, 'mapping values are not allowed in this context'],
  [`${head}v:\n  a: 1\n b: 2\n`, 'did not find expected key'],
  [`${head}a: 'it's'\n`, 'did not find expected key'],
  [`${head}a: {{ .Values.x }}-foo\n`, 'did not find expected key'],
  [`${head}a: &b &c d`, 'did not find expected key'],
  [`${head}foo\nbar: 1\n`, "could not find expected ':'"],
  [`${head}a:b`, "could not find expected ':'"],
  [`${head}a: - b`, 'block sequence entries are not allowed in this context'],
  [`${head}v: "a\\qb"\n`, 'found unknown escape character'],
  [`${head}v: [a, , b]`, 'did not find expected node content'],
  [`${head}v: |x\n  foo`, 'did not find expected comment or line break'],
  [`${head}v: |\n  \ta\n`, 'found a tab character where an indentation space is expected'],
  [`${head}a:\n  - b: 1\n   c: 2`, "did not find expected '-' indicator"],
  [`${head}v: 1\n---foo\n${head}`, 'invalid Yaml document separator: foo'],
  [`${head}v: *nope\n`, "unknown anchor 'nope' referenced"],
  [`${head}v: &a [*a]\n`, "anchor 'a' value contains itself"],
  [`${head}v: &a {b: *a}\n`, "anchor 'a' value contains itself"],
  [`${head}v:\n  <<: 5\n`, 'map merge requires map or sequence of maps as the value'],
  [`${head}v:\n  <<: [5]\n`, 'map merge requires map or sequence of maps as the value'],
  [`${head}v:\n  <<:\n`, 'map merge requires map or sequence of maps as the value'],
  [`${head}v: {~: h}`, 'unsupported map key of type'],
  [`${head}v: {[a]: h}`, 'invalid map key'],
  [`${head}image: {{ .Values.image }}\n`, 'invalid map key'],
  [`${head}v: .inf`, 'json: unsupported value: +Inf'],
  [`${head}v: -.Inf`, 'json: unsupported value: -Inf'],
  [`${head}v: .nan`, 'json: unsupported value: NaN'],
  [`${head}v: "a\u0001b"\n`, 'control characters are not allowed'],
  [`${head}v: !!int abc`, 'cannot decode !!str `abc` as a !!int'],
  [`${head}v: !!int 3.5`, 'cannot decode !!float `3.5` as a !!int'],
  [`${head}v: !!bool 1`, 'cannot decode !!int `1` as a !!bool'],
  [`${head}v: !!null x`, 'cannot decode !!str `x` as a !!null'],
  [`${head}v: !!binary "%%"`, '!!binary value contains invalid base64 data'],
  [`${jsonHead},"v":1,}`, "invalid character '}' looking for beginning of object key string"],
  [`${jsonHead}, // foo\n"v":1}`, "invalid character '/' looking for beginning of object key string"],
  [`${jsonHead} "v":1}`, `invalid character '"' after object key:value pair`],
  [`${jsonHead},"v" 1}`, "invalid character '1' after object key"],
  [`${jsonHead},"v":[1 2]}`, "invalid character '2' after array element"],
  [`${jsonHead},"v":010}`, "invalid character '1' after object key:value pair"],
  [`${jsonHead},"v":nul}`, "invalid character '}' in literal null (expecting 'l')"],
  [`${jsonHead},"v":'x'}`, String.raw`invalid character '\'' looking for beginning of value`],
  [`${jsonHead},"v":"a\nb"}`, String.raw`invalid character '\n' in string literal`],
  [`${jsonHead},"v":"\\q"}`, "invalid character 'q' in string escape code"],
  [`${jsonHead},"v":1e400}`, 'json: cannot unmarshal number 1e400 into Go value of type float64'],
  ['{apiVersion: probe.test/v1, kind: Probe, metadata: {name: x}}', "invalid character 'a' looking for beginning of object key string"],
  ['apiVersion: v1\nmetadata: {name: x}\n', `Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"name":"x"}}'`],
  ['apiVersion: v1\nmetadata: {name: <x> & "y", 10: a, 9: b}\n', String.raw`Object 'Kind' is missing in '{"apiVersion":"v1","metadata":{"10":"a","9":"b","name":"\u003cx\u003e \u0026 \"y\""}}'`],
  ['apiVersion: v1\nkind: [Pod]\nmetadata: {name: x}', `Object 'Kind' is missing in '{"apiVersion":"v1","kind":["Pod"],"metadata":{"name":"x"}}'`],
  ['hello\n', 'json: cannot unmarshal string into Go value of type unstructured.detector'],
  ['- a\n- b\n', 'json: cannot unmarshal array into Go value of type unstructured.detector'],
  ['apiVersion: 1\nkind: Pod\nmetadata: {name: x}\n', 'json: cannot unmarshal number into Go struct field metadataOnlyObject.apiVersion of type string'],
  ['apiVersion: v1\nkind: Pod\nmetadata: foo\n', 'json: cannot unmarshal string into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta'],
  ['apiVersion: v1\nkind: Pod\nmetadata: {name: 5}\n', 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string'],
  ['apiVersion: v1\nkind: Pod\nmetadata: {name: x, labels: {v: 1}}\n', 'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string'],
  ['apiVersion: v1\nkind: Pod\nmetadata: {name: x, labels: {v: yes}}\n', 'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string'],
  ['apiVersion: v1\nkind: Pod\nmetadata: {name: x, labels: [a]}\n', 'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string'],
  ['apiVersion: v1\nkind: Pod\nmetadata: {name: x, annotations: {v: {a: b}}}\n', 'json: cannot unmarshal object into Go struct field ObjectMeta.metadata.annotations of type string'],
  ['apiVersion: v1\nkind: List\nitems: [foo]\n', 'json: cannot unmarshal string into Go value of type map[string]interface {}'],
  ['apiVersion: v1\nkind: List\nitems: 5\n', 'json: cannot unmarshal number into Go struct field decodeList.items of type []json.RawMessage'],
]

test.skipIf(kubectl === null).for(refused)('refused as kubectl refuses: %j', async ([text, words]) => {
  const errors = readHere('case.yaml', text).flatMap((document) => document.errors)
  const theirs = await kubectl?.readText('case.yaml', text)
  expect(theirs).toStrictEqual({ error: expect.stringContaining(words) })
  expect(errors.map(({ message }) => message).join('\n')).toContain(words)
})

const fixtures = resolve(import.meta.dirname, '../../test/fixtures/manifests')

test.skipIf(kubectl === null)('every fixture holds what kubectl reads in it', { timeout: 120_000 }, async () => {
  const names = (await readdir(fixtures, { recursive: true })).filter((name) => /\.(?:ya?ml|json)$/.test(name))
  expect(names.length).toBeGreaterThanOrEqual(60)
  for (const name of names.toSorted()) {
    const path = join(fixtures, name)
    const documents = readHere(name, readFileSync(path, 'utf8'))
    const theirs = await kubectl?.readFile(path)
    expect([name, documents.flatMap(({ errors }) => errors)]).toStrictEqual([name, []])
    expect([name, { objects: documents.map(({ object }) => withoutDefault(object)) }])
      .toStrictEqual([name, withoutDefault(theirs)])
  }
})
