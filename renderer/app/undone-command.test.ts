import { expect, test } from 'vitest'
import { readUndone } from './undone-command.ts'

test.each([
  ['deleted pod/kubia', { verb: 'deleted', about: { object: 'pod/kubia' } }],
  ['labeled 3 objects', { verb: 'labeled', about: { count: 3, plural: 'objects' } }],
  ['deleted 12 pods', { verb: 'deleted', about: { count: 12, plural: 'pods' } }],
  ['drained node/a', null],
  ['deleted', null],
  ['', null],
])('%j', (command, read) => {
  expect(readUndone(command)).toEqual(read)
})
