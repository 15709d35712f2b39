import { expect, test } from 'vitest'
import { createStarts } from './starts.ts'

const asks = (selector: string) => ({ files: [], selector })

test('a start waits until the window hears it, and is told of once', () => {
  const starts = createStarts()
  const heard: (string | undefined)[] = []
  for (const selector of ['own', 'early', 'earlier']) starts.add(asks(selector))
  expect(starts.take()).toEqual(asks('own'))
  const page = new AbortController()
  starts.follow(({ selector }) => heard.push(selector), page.signal)
  starts.add(asks('late'))
  expect(heard).toEqual(['early', 'earlier', 'late'])
  expect(starts.take()).toBeUndefined()

  // The page goes and is loaded anew.
  page.abort()
  starts.add(asks('meanwhile'))
  expect(heard).toHaveLength(3)
  starts.follow(({ selector }) => heard.push(`again ${selector}`), new AbortController().signal)
  expect(heard.slice(3)).toEqual(['again meanwhile'])
})
