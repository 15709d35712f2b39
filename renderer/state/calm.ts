/** Figures and lists that change faster than this (ms) can't be read. */
const PACE = 200

type Subscribe = (listener: () => void) => () => void

/** Makes of a subscription one that tells at once after a rest and else five times a second, all its listeners together. */
export function calmly(subscribe: Subscribe): Subscribe {
  const listeners = new Set<() => void>()
  let end = () => {}
  let told = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = () => {
    timer = undefined
    told = performance.now()
    for (const listener of [...listeners]) listener()
  }
  const hear = () => {
    if (timer !== undefined) return
    const rest = told + PACE - performance.now()
    if (rest <= 0) tell()
    else timer = setTimeout(tell, rest)
  }
  return (listener) => {
    if (listeners.size === 0) end = subscribe(hear)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0) return
      end()
      clearTimeout(timer)
      timer = undefined
    }
  }
}
