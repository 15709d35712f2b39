import type { Pod, StoredObject } from '../../shared/model/index.ts'
import { formatTime } from '../cluster/index.ts'
import { behaviourOf, filesAt } from './behaviour.ts'
import type { Container } from './container.ts'
import { lastOutput } from './log-lines.ts'
import type { Ended } from './pod-runtime.ts'

/** A run as it ends. */
export interface Run {
  readonly since: number
  readonly exitCode: number
  readonly message?: string
  readonly reason?: string
}

const longestMessage = 4096
/** Most that is taken of the log instead: 80 lines or 2 KiB. */
const fallback = { lines: 80, characters: 2048 }

/** How a run ended, with the message that it left where its spec says. `now` in milliseconds. */
export function describeEnd(pod: StoredObject<Pod>, container: Container, run: Run, id: string | undefined, now: number): Ended {
  const message = run.message ?? readMessage(pod, container, run, now)
  return {
    exitCode: run.exitCode,
    reason: run.reason ?? (run.exitCode === 0 ? 'Completed' : 'Error'),
    ...(message === undefined || message === '' ? {} : { message: message.slice(-longestMessage) }),
    startedAt: formatTime(run.since),
    finishedAt: formatTime(now),
    ...(id === undefined ? {} : { containerID: id }),
  }
}

function readMessage(pod: StoredObject<Pod>, container: Container, run: Run, now: number): string | undefined {
  const path = container.terminationMessagePath ?? '/dev/termination-log'
  const written = filesAt(behaviourOf(container), now - run.since).get(path)
  if (written !== undefined && written !== '') return written
  if (container.terminationMessagePolicy !== 'FallbackToLogsOnError' || run.exitCode === 0) return undefined
  return lastOutput(pod, container, { since: run.since, until: now }, fallback.lines).slice(-fallback.characters)
}
