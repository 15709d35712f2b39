/** So long (ms) is worked at a time: there is room for it in a frame that paints. */
const SLICE = 6

/** Runs a generator in slices between what else the window has to do; `done` hears its result and how long it worked in all (ms). Returns what gives it up. */
export function inSlices<Result>(run: Generator<undefined, Result>, done: (result: Result, worked: number) => void): () => void {
  let worked = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const goOn = () => {
    const began = performance.now()
    let step = run.next()
    while (step.done !== true && performance.now() - began < SLICE) step = run.next()
    worked += performance.now() - began
    if (step.done === true) done(step.value, worked)
    else timer = setTimeout(goOn)
  }
  timer = setTimeout(goOn)
  return () => clearTimeout(timer)
}
