import { parseSelector } from '../../shared/selector/index.ts'
import { cellsOrigin, createLayout, wholePopulation } from '../../renderer/graph/index.ts'
import { followCluster, useCluster } from '../../renderer/state/index.ts'

/** Where every cell of the graph is to be, in units, and what is in it. */
export interface ExpectedScene {
  readonly boxes: readonly { readonly x: number; readonly y: number; readonly cols: number; readonly width: number; readonly height: number; readonly podAt: readonly number[] }[]
  /** By slot: number of the pod's state, and 1 where it matches. */
  readonly states: readonly number[]
  readonly matched: readonly number[]
}

/** Asks for the cluster a second time, and lays it out as a window does when it opens whose room is `aspect` times as wide as high. */
export async function expectScene(selector: string, aspect: number): Promise<ExpectedScene> {
  const end = followCluster()
  while (!useCluster.getState().known) await new Promise((done) => setTimeout(done, 50))
  end()
  const { replica } = useCluster.getState()
  const layout = createLayout(() => aspect)
  layout.follow(wholePopulation(replica.pods, replica.namespaces), null)
  const parsed = parseSelector(selector)
  if (!parsed.ok) throw new Error(parsed.error.message)
  const { words } = replica.labels.select(parsed.value, null)
  const slots = Array.from({ length: replica.pods.capacity }, (_, slot) => slot)
  return {
    boxes: [...layout.boxes.values()].map((box) => ({ ...cellsOrigin(box), cols: box.cols, width: box.cell.width, height: box.cell.height, podAt: [...box.podAt] })),
    states: [...replica.pods.state.subarray(0, replica.pods.capacity)],
    matched: slots.map((slot) => ((words[slot >> 5] ?? 0) >>> (slot & 31)) & 1),
  }
}
