import * as fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readPlainYaml } from './read-plain-yaml.ts'
import { readYaml } from './read-yaml.ts'
import type { SourceNode } from './source-node.ts'
import { splitDocuments } from './split-documents.ts'

/** All of a tree but where its collections end (a comment may belong to them or not) and where what is not written stands. */
function outline(node: SourceNode): unknown {
  if (node.entries !== undefined) return { start: node.start, height: node.height, weight: node.weight, entries: [...node.entries].map(([key, entry]) => [key, entry.key, entry.keyStart, outline(entry.node)]) }
  if (node.items !== undefined) return { start: node.start, height: node.height, weight: node.weight, items: node.items.map((item) => outline(item)) }
  return { start: node.start === node.end ? 'nowhere' : node.start, value: node.value, weight: node.weight }
}

/** Whether the short way took the text; it fails where the two differ. */
function compare(text: string): boolean {
  const short = readPlainYaml(text)
  if (short === undefined) return false
  const full = readYaml(text)
  const shown = (read: typeof full) => ({ ...read, roots: read.roots.map((root) => [outline(root), root.value]) })
  expect({ text, ...shown(short) }).toStrictEqual({ text, ...shown(full) })
  return true
}

const fixtures = resolve(import.meta.dirname, '../../test/fixtures')
const texts = ['manifests', 'bad'].flatMap((folder) => readdirSync(join(fixtures, folder), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name)).flatMap((name) => splitDocuments(readFileSync(join(fixtures, folder, name), 'utf8')).map((part) => part.text)))

test('fixtures are read alike, most of them the short way', () => {
  expect(texts.filter((text) => compare(text)).length).toBeGreaterThan(texts.length * 0.6)
})

test('fixtures with a character changed are read alike or left', () => {
  const place = fc.tuple(fc.nat(texts.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), fc.constantFrom('', ' ', '  ', '\n', '\n  ', ':', ': ', '-', '- ', '#', ' #', '"', "'", '[', ']', '{', '}', ',', '|', '|-', '|+', '>', '>-', '>+', '&', '*', '!', '%', '?', '\\', '0', '.', '~', 'yes', '<<', '\u00A0', '한'))
  let taken = 0
  fc.assert(fc.property(fc.array(place, { minLength: 1, maxLength: 3 }), (changes) => {
    let text = texts[changes[0]?.[0] ?? 0] ?? ''
    for (const [, ratio, removed, added] of changes) {
      const at = Math.floor(ratio * text.length)
      text = text.slice(0, at) + added + text.slice(at + removed)
    }
    if (compare(text)) taken++
  }), { numRuns: 6_000 })
  expect(taken).toBeGreaterThan(400)
})

const usualKeys = fc.constantFrom('a', 'b', 'c-d', 'e.f/g', '"h"', "'i j'", 'metadata', '_k', '.l')
const oddKeys = fc.constantFrom('1', 'y', 'null', '#m', 'n o', '-p', '"q')
const keys = fc.oneof({ weight: 30, arbitrary: usualKeys }, { weight: 1, arbitrary: oddKeys })
const usual = fc.constantFrom('x', 'x y', '0644', '1_0', '.5', '~', 'yes', '12:30', '"q"', "'q'", '"q" #c', 'x #c', 'x#c', '-x', '[a, "b", {c: d}]', '{}', '[1, yes, ~, 012]', '[[a], [[b]]]', '', 'http://a:80/b?c=d#e', 'a"b', '[a b, c d]', '[--x, -, x-]', '"a\\"b\\\\\\n\\t"', "'it''s'", "''''", '["\\"", \'a\'\'\']')
const odd = fc.constantFrom('x:', 'x: y', '- x', '-', '-x', '?x', ':x', '#c', '[a, "b", {c: d}]', '{a: 1, b: [x:y, -z]}',
  '{}', '[ ]', '[a #b', '{a:b}', '[a ,b ]', '[a,]', '"a" "b"', '"\\e"', '"\\/"', '"\\u0041"', '"a\\"', "'a'''", '&x y', '*x', '!!str 1', '[--x, -, x-]', '[a: b]', '{a: , b: c}', '[1, yes, ~, 012]', '%x', '@x', '|', '>', '|-', '', ' ', 'http://a:80/b?c=d#e', '9007199254740993', '.inf', 'a\\b', 'a"b', '한글', '<<', '=', 'x ', '[a]]', '[[a], [[b]]]', '{a: {b: {}}}', '"" ', "''", '[a b, c d]', '[a\n, b]', '"a\n  b"', 'a\n  b')
const leaves = fc.oneof({ weight: 30, arbitrary: usual }, { weight: 1, arbitrary: odd })
const literals = fc.constantFrom('|\nt\n', '|\nt\n u\n\nv\n', '|-\nt\n\n', '|+\nt\n\n', '| #c\n#t\n', '|\n\nt\n', '|2\n  t\n', '|\n t\nu\n', '|\n', '|+\nt\n',
  '>\nt\nu\n', '>-\nt u\nv: w\n\n\nx\ny\n', '>+\nt\n\nu\n\n\n', '> #c\nt \n- u\n\n', '>\nt\n u\nv\n', '>\n\nt\n', '>1\nt\n', '>\n', '>-\nt\n')

type Written = { readonly text: string } | { readonly literal: string } | { readonly items: readonly Written[] } | { readonly pairs: readonly (readonly [string, Written])[] }
const { node: written } = fc.letrec<{ node: Written }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaves.map((text) => ({ text })), literals.map((literal) => ({ literal })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((items) => ({ items })), fc.array(fc.tuple(keys, tie('node')), { minLength: 1, maxLength: 4 }).map((pairs) => ({ pairs }))),
}))

/** A node as text after its key or dash; `next` gives the choices of style. */
function print(node: Written, indent: number, inMapping: boolean, next: () => number): string {
  const pad = (width: number): string => ' '.repeat(width)
  const aside = ['', '', '', '', '\n', '# aside\n', `${pad(indent)}# aside\n`, '  \n'][next() % 8] ?? ''
  if ('text' in node) return ` ${node.text}\n${aside}`
  if ('literal' in node) return ` ${node.literal.replaceAll(/\n(?=[^\n])/g, `\n${pad(indent + 1 + (next() % 3))}`)}${aside}`
  const dash = 'items' in node
  const inner = indent + (dash && inMapping && next() % 2 === 0 ? 0 : 1 + (next() % 3))
  const compact = !inMapping && next() % 2 === 0
  const column = compact ? indent + 2 : Math.max(0, inner)
  const lines = dash ? node.items.map((item) => `-${print(item, column, false, next)}`) : node.pairs.map(([key, value]) => `${key}:${print(value, column, true, next)}`)
  return `${compact ? ' ' : `\n${aside}${pad(column)}`}${lines.join(pad(column))}`
}

test('texts made from trees in every style are read alike or left', () => {
  let taken = 0
  fc.assert(fc.property(fc.array(fc.tuple(keys, written), { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(1_000)), fc.boolean(), (pairs, styles, ended) => {
    const next = (): number => styles.next().value ?? 0
    const text = pairs.map(([key, value]) => `${key}:${print(value, 0, true, next)}`).join('')
    if (compare(ended ? text : text.trimEnd())) taken++
  }), { numRuns: 10_000 })
  expect(taken).toBeGreaterThan(2_000)
})
