import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { expect, test } from 'vitest'
import { createFollowers } from './followers.ts'

test.each(['destroyed', 'render-process-gone', 'did-navigate'])('a window follows once: until it follows anew or is gone (%s)', (end) => {
  const follow = createFollowers()
  const [one, other] = [new EventEmitter(), new EventEmitter()] as unknown as readonly [WebContents, WebContents]
  const first = follow(one)
  const elsewhere = follow(other)
  const second = follow(one)
  expect([first.aborted, second.aborted, elsewhere.aborted]).toEqual([true, false, false])
  one.emit(end)
  expect([second.aborted, elsewhere.aborted]).toEqual([true, false])
})
