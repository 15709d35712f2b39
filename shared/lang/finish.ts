/** Runs what can be done in slices to its end at once. */
export function finish<Result>(run: Generator<undefined, Result>): Result {
  for (;;) {
    const step = run.next()
    if (step.done === true) return step.value
  }
}
