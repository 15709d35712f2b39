import { createBatchUnpacker } from '../../shared/ipc/unpack-batch.ts'
import type { PackedBatch } from '../../shared/ipc/packed-batch.ts'
import { matches, parseSelector } from '../../shared/selector/index.ts'
import { cellsOrigin, createLayout, wholePopulation } from '../../renderer/graph/index.ts'
import { createReplica } from '../../renderer/state/replica.ts'

/** Where every cell of the graph is to be, in units, and what is in it. */
export interface ExpectedScene {
  readonly pods: number
  /** `x` and `y` are those of the first cell, `title` is the y of what stands over the cells. */
  readonly boxes: readonly {
    readonly x: number; readonly y: number; readonly title: number; readonly cols: number; readonly width: number; readonly height: number; readonly podAt: readonly number[]
  }[]
  /** By slot: number of the pod's state, and 1 where it matches, as a look at each pod's labels says. */
  readonly states: readonly number[]
  readonly matched: readonly number[]
}

/** Lays out what a window was told, as one does when it opens whose room is `aspect` times as wide as high. */
export function expectScene(told: readonly PackedBatch[], selector: string, aspect: number): ExpectedScene {
  const replica = createReplica()
  const unpack = createBatchUnpacker()
  for (const batch of told) replica.apply(unpack(batch))
  const { pods } = replica
  const layout = createLayout(() => aspect)
  layout.follow(wholePopulation(pods, replica.namespaces), null)
  const parsed = parseSelector(selector)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return {
    pods: pods.count,
    boxes: [...layout.boxes.values()].map((box) => ({ ...cellsOrigin(box), title: box.y, cols: box.cols, width: box.cell.width, height: box.cell.height, podAt: [...box.podAt] })),
    states: [...pods.state.subarray(0, pods.capacity)],
    matched: Array.from({ length: pods.capacity }, (_, slot) => Number(matches(parsed.value, pods.at(slot)?.labels ?? {}))),
  }
}
