import type { Box } from '../graph/index.ts'
import type { Brush } from './brush.ts'
import { rasterFields } from './cells.ts'
import { pixelOf } from './colours.ts'
import { rasterFrames, rasterLeaving } from './frames.ts'
import type { Looks } from './looks.ts'
import type { Picture } from './picture.ts'
import type { Raster } from './raster.ts'

/** What is painted as pixels, under everything else: the ground, the boxes on it, and pods that are fields. */
export interface Base {
  /** Pods or boxes have other places, or namespaces another ground. */
  stale(): void
  paint(raster: Raster, brush: Brush, picture: Picture, seen: readonly Box[]): void
}

/** What the ground of boxes follows from, but for what `stale` tells of. */
type Ground = Pick<Brush, 'view' | 'ratio' | 'palette'> & Pick<Picture, 'layout'> & Pick<Raster, 'pixels'>

const isSame = (a: Ground, b: Ground): boolean =>
  a.pixels === b.pixels && a.view === b.view && a.ratio === b.ratio && a.palette === b.palette && a.layout === b.layout

export function createBase(looks: Looks): Base {
  let painted: Ground | null = null
  return {
    stale: () => { painted = null },
    paint(raster, brush, picture, seen) {
      const { view, ratio, palette } = brush
      const ground = { view, ratio, palette, layout: picture.layout, pixels: raster.pixels }
      // Fields cover each other, whatever they show: the ground is kept while only that changes, and no pod is hidden.
      const isKept = painted !== null && isSame(painted, ground) && (picture.matched === null || picture.mode !== 'hide')
      if (!isKept) {
        raster.pixels.fill(pixelOf(palette.canvas))
        rasterFrames(raster, brush, seen)
      }
      rasterFields(raster, brush, picture, seen, looks)
      // Lines of fields are copied with the ground that is between them: it has to be plain.
      painted = rasterLeaving(raster, brush, picture, seen) ? null : ground
    },
  }
}
