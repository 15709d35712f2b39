export type BottomTab = 'terminal' | 'activity'

/** Sizes (px) and folds of the panels beside and under the graph, as they are remembered. */
export interface PanelLayout {
  readonly outlineWidth: number
  readonly outlineOpen: boolean
  readonly inspectorWidth: number
  readonly inspectorOpen: boolean
  readonly bottomHeight: number
  readonly bottomOpen: boolean
  readonly bottomTab: BottomTab
}

export const FIRST_LAYOUT: PanelLayout = {
  outlineWidth: 256, outlineOpen: true, inspectorWidth: 360, inspectorOpen: true, bottomHeight: 240, bottomOpen: false, bottomTab: 'terminal',
}

const sizeOf = (value: unknown, otherwise: number): number => (typeof value === 'number' && value >= 120 && value <= 2000 ? value : otherwise)
const openOf = (value: unknown, otherwise: boolean): boolean => (typeof value === 'boolean' ? value : otherwise)

/** Reads what was kept under `layout.panels`; what is missing or makes no sense is as in the first layout. */
export function readPanelLayout(layout: Readonly<Record<string, unknown>>): PanelLayout {
  const kept = layout['panels']
  if (typeof kept !== 'object' || kept === null) return FIRST_LAYOUT
  const field = (name: keyof PanelLayout): unknown => Reflect.get(kept, name)
  return {
    outlineWidth: sizeOf(field('outlineWidth'), FIRST_LAYOUT.outlineWidth),
    outlineOpen: openOf(field('outlineOpen'), FIRST_LAYOUT.outlineOpen),
    inspectorWidth: sizeOf(field('inspectorWidth'), FIRST_LAYOUT.inspectorWidth),
    inspectorOpen: openOf(field('inspectorOpen'), FIRST_LAYOUT.inspectorOpen),
    bottomHeight: sizeOf(field('bottomHeight'), FIRST_LAYOUT.bottomHeight),
    bottomOpen: openOf(field('bottomOpen'), FIRST_LAYOUT.bottomOpen),
    bottomTab: field('bottomTab') === 'activity' ? 'activity' : 'terminal',
  }
}
