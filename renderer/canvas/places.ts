import type { Words } from '../../shared/selector/index.ts'
import { matchedPopulation, wholePopulation, type Layout, type LayoutChange } from '../graph/index.ts'
import type { ReplicaChange } from '../state/index.ts'
import type { Camera } from './camera.ts'
import type { Picture } from './picture.ts'

/** Which layout is shown: the cluster's own, in which every pod keeps its place, or while isolating one of the matching pods alone. */
export interface Places {
  /** Takes over a change of the cluster. Returns what it did to the cluster's own places. */
  follow(change: ReplicaChange): LayoutChange
  /** Gives back what room in the cluster's own places no pod has taken. Returns whether there was any. */
  settle(): boolean
  /** Lays the cluster's own out afresh if everything is then seen notably larger. Returns what it did, or null. */
  tidy(): LayoutChange | null
  /** Whether no pod has a place in the cluster's own. */
  empty(): boolean
  isolating(): boolean
  /** Shows the right layout for what is asked. Returns whether other places are shown than before. */
  arrange(camera: Camera): boolean
}

/** `makeLayout` makes one in the window's shape. */
export function createPlaces(picture: Picture, makeLayout: () => Layout): Places {
  const home = picture.layout
  let restore: (() => void) | null = null
  let isolated: { readonly matched: Words; readonly layout: Layout } | null = null
  return {
    follow(change) {
      isolated = null
      return home.follow(wholePopulation(picture.pods, picture.namespaces), change.reset ? null : change.slots)
    },
    settle: () => home.settle(),
    tidy() {
      const moved = picture.layout === home ? home.tidy() : null
      return moved === null ? null : { arrived: [], left: [], moved, reshaped: true }
    },
    empty: () => home.pods === 0,
    isolating: () => picture.layout !== home,
    arrange(camera) {
      const { matched } = picture
      if (picture.mode !== 'isolate' || matched === null) {
        if (picture.layout === home) return false
        picture.layout = home
        isolated = null
        restore?.()
        restore = null
        return true
      }
      if (isolated?.matched === matched && picture.layout === isolated.layout) return false
      const layout = makeLayout()
      layout.follow(matchedPopulation(picture.pods, picture.namespaces, matched), null)
      restore ??= camera.keep()
      isolated = { matched, layout }
      picture.layout = layout
      camera.fit(false)
      return true
    },
  }
}
