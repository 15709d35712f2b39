import { fail, ok, type Result } from '../../shared/lang/result.ts'

const mostPods = 1_000_000
/** Beyond it a cluster is a picture that stands still: its controllers and kubelets would take more memory and timers than there are. */
const mostLivePods = 100_000

/** Reads the number of pods of a demo; the error is one line for the person who typed it. */
export function parseDemoSize(text: string): Result<number, string> {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0
  return count >= 1 && count <= mostPods ? ok(count) : fail(`--demo takes a number of pods from 1 to ${mostPods}`)
}

/** Whether a demo of so many pods lives: controllers, scheduler and kubelets run in it. */
export function isLive(pods: number): boolean {
  return pods <= mostLivePods
}
