import { expect, test } from 'vitest'
import type { DocumentError, DocumentReport } from '../../shared/ipc/contract.ts'
import { clipMessage, countOutcomes, fixOf, isMendable, marksOf, nameOf, placeOf } from './outcomes.ts'

const document = (part: Partial<DocumentReport>): DocumentReport => ({ file: 'shop/web.yaml', index: 0, line: 1, outcome: 'created', errors: [], warnings: [], ...part })
const object = { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'kubia' }
const tab: DocumentError = {
  message: 'found character that cannot start any token', position: { file: 'shop/web.yaml', line: 16, column: 1 }, line: '\tenv: prod',
  fix: { kind: 'tabs-to-spaces', text: '  env: prod' },
}

test('each outcome is counted', () => {
  const documents = (['created', 'refused', 'created', 'unchanged'] as const).map((outcome) => document({ outcome }))
  expect(countOutcomes(documents)).toEqual({ created: 2, configured: 0, unchanged: 1, refused: 1 })
})

test.each([
  [document({ object }), 'pod/kubia', 'shop/web.yaml:1'],
  [document({ line: 12 }), undefined, 'shop/web.yaml:12'],
  [document({ line: 12, errors: [{ message: 'no place' }, tab] }), undefined, 'shop/web.yaml:16:1'],
])('%j is %s at %s', (report, name, place) => {
  expect(nameOf(report)).toBe(name)
  expect(placeOf(report)).toBe(place)
})

test('errors are marked on lines of the document, not of the file', () => {
  expect(marksOf(document({ line: 12, errors: [{ message: 'no place' }, tab] }))).toEqual([{ line: 5, column: 1, message: tab.message }])
})

test('a message keeps its beginning and its end, whatever it quotes', () => {
  const message = `metadata.labels: Invalid value: "${'v'.repeat(70_000)}": must be no more than 63 characters`
  expect(clipMessage(message)).toMatch(/^metadata\.labels: Invalid value: "v+…v+": must be no more than 63 characters$/)
  expect(clipMessage(message).length).toBeLessThan(1_000)
  expect(clipMessage(tab.message)).toBe(tab.message)
})

test('only what is refused and has a text can be mended', () => {
  expect(isMendable(document({ outcome: 'refused', text: 'kind: Pod' }))).toBe(true)
  expect(isMendable(document({ outcome: 'refused', text: '' }))).toBe(false)
  expect(isMendable(document({ outcome: 'created' }))).toBe(false)
})

test('the first fix is offered', () => {
  expect(fixOf(document({ errors: [{ message: 'x' }, tab] }))).toBe(tab.fix)
  expect(fixOf(document({ errors: [{ message: 'x' }] }))).toBeUndefined()
})
