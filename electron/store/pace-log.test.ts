import { expect, test } from 'vitest'
import { createMemoryLog } from './log.ts'
import { paceLog } from './pace-log.ts'

const batch = { add: [], remove: [], state: { revision: 1, oldest: 1, records: 0 } }

test('others have their turn before a write is done, and a failure is handed on', async () => {
  const told: string[] = []
  setImmediate(() => told.push('another'))
  await paceLog(createMemoryLog()).write(batch).then(() => told.push('written'))
  expect(told).toEqual(['another', 'written'])
  await expect(paceLog({ ...createMemoryLog(), write: () => Promise.reject(new Error('disk full')) }).write(batch)).rejects.toThrow('disk full')
})
