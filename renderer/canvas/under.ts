import { boxAt, pixelsPerUnit, podAt, toUnits, type Box, type Point, type View } from '../graph/index.ts'
import { lanesOf } from './cells.ts'
import { drawnBox } from './frames.ts'
import { gapAlpha } from './levels.ts'
import { lookAt, NOTHING } from './looks.ts'
import { isShown, type Picture } from './picture.ts'
import { cellsAt } from './spans.ts'

/** What is under the pointer: a pod of a box, a box alone, or nothing. */
export interface Under {
  /** The pod's slot and the namespace's index, or -1. */
  readonly pod: number
  readonly namespace: number
}

/** The slot of the pod that a pixel shows, where pods are pixels; of several that share it the first of the most telling ones; -1 where there is none. */
function podInPixel(picture: Picture, box: Box, view: View, ratio: number, at: Point): number {
  const { across, down } = lanesOf({ unit: pixelsPerUnit(view), view, ratio }, box)
  const [col0, col1] = cellsAt(across, Math.floor(at.x * ratio), box.cols)
  const [row0, row1] = cellsAt(down, Math.floor(at.y * ratio), box.rows)
  let best = -1
  let most = NOTHING
  for (let row = row0; row < row1; row++) {
    for (let col = col0; col < col1; col++) {
      const slot = box.podAt[row * box.cols + col]!
      const look = slot < 0 ? NOTHING : lookAt(picture, slot)
      if (look > most) [best, most] = [slot, look]
    }
  }
  return best
}

/** What a point of the window (pixels) shows. */
export function underAt(picture: Picture, view: View, ratio: number, at: Point): Under {
  const unit = pixelsPerUnit(view)
  const point = toUnits(at, view)
  const box = boxAt(picture.layout, point)
  // Above the strip that is drawn of it there is nothing to be seen of a box.
  if (box === null || point.y < drawnBox(box, unit).y) return { pod: -1, namespace: -1 }
  const pod = gapAlpha(box.cell.width * unit) === 0 ? podInPixel(picture, box, view, ratio, at) : podAt(box, point)
  return { pod: pod >= 0 && isShown(picture, pod) ? pod : -1, namespace: box.namespace }
}
