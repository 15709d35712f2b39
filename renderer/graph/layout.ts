import { isSmall, makeBox, shapeFor, type Box } from './box.ts'
import { ASPECT } from './cells.ts'
import { growBox, isSparse, pushDown, roomyShape, stretchBox, trimBox } from './growth.ts'
import { demandOf, packBoxes, placeAbove, placeOne } from './packing.ts'

/** Who is to be laid out. */
export interface Population {
  /** Slots are `0 <= slot < capacity`. */
  readonly capacity: number
  /** Index of the namespace of the pod in a slot, or -1 where there is none. */
  namespaceOf(slot: number): number
  /** The namespaces to be drawn, by index. */
  readonly namespaces: readonly { readonly index: number; readonly name: string }[]
}

/** What a change did to the layout. */
export interface LayoutChange {
  /** Slots that got a cell. */
  readonly arrived: readonly number[]
  /** Cells that were given up, with the box as it was. */
  readonly left: readonly { readonly slot: number; readonly box: Box; readonly cell: number }[]
  /** Boxes that stand elsewhere now, or whose title has pushed their pods down, as they were. */
  readonly moved: readonly Box[]
  /** Whether any box came, went, moved or has other cells. */
  readonly reshaped: boolean
}

/** Every pod's cell. A pod keeps its cell while it lives; only when a namespace finds no room to grow does it push others down as a whole, or move itself. */
export interface Layout {
  /** By index of the namespace. */
  readonly boxes: ReadonlyMap<number, Box>
  readonly pods: number
  /** The box of the pod in a slot, and its cell there; undefined for a slot without a cell. */
  placeOf(slot: number): { readonly box: Box; readonly cell: number } | undefined
  /** Takes over what changed; `slots` names every slot whose pod came, went or changed, null means that anything may have. */
  follow(population: Population, slots: readonly number[] | null): LayoutChange
  /** Gives back the empty rows and columns at the ends of boxes; no pod moves. For when nothing has come for a while. Returns whether there were any. */
  settle(): boolean
  /** Lays all namespaces out afresh, with their pods in the same order, if everything is then seen notably larger. Returns the boxes as they were, or null if it does not pay. */
  tidy(): readonly Box[] | null
  /** An independent copy, to see what a change would do. */
  copy(): Layout
}

/** So many times as large everything has to become for it to be laid out afresh. */
const PAYS = 1.15

interface Tables {
  boxes: Map<number, Box>
  names: Map<number, string>
  taken: Map<number, number>
  namespaceOf: Int32Array
  cellOf: Int32Array
  pods: number
}

const emptyTables = (): Tables => ({ boxes: new Map(), names: new Map(), taken: new Map(), namespaceOf: new Int32Array(0), cellOf: new Int32Array(0), pods: 0 })

/** A layout for a window that is `aspect` times as wide as high when it is asked for: so the whole is shaped, as far as nothing has to stay where it is. */
export function createLayout(aspect: () => number = () => ASPECT, tables: Tables = emptyTables()): Layout {
  const { boxes, names, taken } = tables
  const all = (small: boolean, but = -1) => [...boxes.values()].filter((box) => box.namespace !== but && box.y < 0 === small)
  const count = (namespace: number) => taken.get(namespace) ?? 0

  const reserve = (capacity: number) => {
    if (capacity <= tables.cellOf.length) return
    const wider = (column: Int32Array) => {
      const next = new Int32Array(Math.max(64, capacity * 2)).fill(-1)
      next.set(column)
      return next
    }
    tables.namespaceOf = wider(tables.namespaceOf)
    tables.cellOf = wider(tables.cellOf)
  }

  const put = (slot: number, box: Box, cell: number) => {
    box.podAt[cell] = slot
    tables.namespaceOf[slot] = box.namespace
    tables.cellOf[slot] = cell
  }

  /** Moves a box's pods over: each to its own column and row, or in reading order if the new box does not reach as far. */
  const carry = (from: Box, to: Box) => {
    const pods = [...from.podAt.entries()].filter(([, slot]) => slot >= 0).map(([cell, slot]) => {
      const row = Math.floor(cell / from.cols)
      return { slot, row, col: cell - row * from.cols }
    })
    const keeps = pods.every(({ row, col }) => row < to.rows && col < to.cols)
    pods.forEach(({ slot, row, col }, next) => put(slot, to, keeps ? row * to.cols + col : next))
    boxes.set(to.namespace, to)
  }

  const place = (box: Box, small: boolean): Box => ({ ...box, ...(small ? placeAbove(box, all(true, box.namespace)) : placeOne(box, all(false, box.namespace), aspect())) })

  /** Makes sure that a namespace has a box with `needed` cells. Returns the boxes as they were whose pods had to move. */
  const makeRoom = (namespace: number, needed: number, total: number): readonly Box[] => {
    const small = isSmall(names.get(namespace)!, needed)
    const box = boxes.get(namespace)
    if (box === undefined) {
      boxes.set(namespace, place(makeBox(namespace, shapeFor(needed, small), small, { total }), small))
      return []
    }
    if (box.cols * box.rows >= needed) return []
    const sameKind = small === box.y < 0
    // A small box without pods is only a title: it can't grow downwards from where it stands.
    const grown = sameKind && !(small && box.rows === 0) ? growBox(box, count(namespace), total, needed, all(small, namespace)) : null
    if (grown !== null) {
      carry(box, grown)
      return grown.band === box.band || count(namespace) === 0 ? [] : [box]
    }
    const stretched = sameKind && !small && count(namespace) > 0 ? stretchBox(box, count(namespace), total, needed) : null
    if (stretched !== null) {
      carry(box, stretched)
      const pushed = pushDown(box, stretched, all(false, namespace))
      const before = pushed.map((each) => boxes.get(each.namespace)!)
      for (const each of pushed) boxes.set(each.namespace, each)
      return stretched.band === box.band ? before : [box, ...before]
    }
    const shape = sameKind && !small && count(namespace) > 0 ? roomyShape(box, needed) : shapeFor(needed, small)
    carry(box, place(makeBox(namespace, shape, small, { total }), small))
    return count(namespace) === 0 ? [] : [box]
  }

  /** Boxes for namespaces as if they were the first: those of the system in a row, the others below it. */
  const layOut = (namespaces: readonly number[], total: number): readonly Box[] => {
    const row: Box[] = []
    const large: { readonly namespace: number; readonly pods: number }[] = []
    for (const namespace of namespaces) {
      const pods = count(namespace)
      if (!isSmall(names.get(namespace)!, pods)) {
        large.push({ namespace, pods })
        continue
      }
      const box = makeBox(namespace, shapeFor(pods, true), true, { total })
      row.push({ ...box, ...placeAbove(box, row) })
    }
    return [...row, ...packBoxes(large, row, aspect())]
  }

  const tidy = (): readonly Box[] | null => {
    const before = [...boxes.values()]
    const asked = demandOf(before, aspect())
    const covered = before.reduce((sum, box) => sum + box.width * box.height, 0)
    // Nothing asks for less than it covers: most often that says enough.
    if (asked < PAYS * Math.sqrt(covered / aspect())) return null
    const fresh = layOut([...boxes.keys()].sort((a, b) => a - b), tables.pods)
    if (asked < PAYS * demandOf(fresh, aspect())) return null
    for (const box of fresh) carry(boxes.get(box.namespace)!, box)
    return before
  }

  const rebuild = (population: Population): LayoutChange => {
    Object.assign(tables, { namespaceOf: new Int32Array(0), cellOf: new Int32Array(0), pods: 0 })
    for (const table of [boxes, names, taken]) table.clear()
    reserve(population.capacity)
    const arrived: number[] = []
    for (let slot = 0; slot < population.capacity; slot++) {
      const namespace = population.namespaceOf(slot)
      if (namespace < 0) continue
      taken.set(namespace, count(namespace) + 1)
      arrived.push(slot)
    }
    for (const { index, name } of population.namespaces) names.set(index, name)
    for (const box of layOut(population.namespaces.map(({ index }) => index), arrived.length)) boxes.set(box.namespace, box)
    const next = new Map<number, number>()
    for (const slot of arrived) {
      const namespace = population.namespaceOf(slot)
      const cell = next.get(namespace) ?? 0
      put(slot, boxes.get(namespace)!, cell)
      next.set(namespace, cell + 1)
    }
    tables.pods = arrived.length
    return { arrived, left: [], moved: [], reshaped: true }
  }

  const release = (slot: number) => {
    const namespace = tables.namespaceOf[slot]!
    const box = boxes.get(namespace)!
    const cell = tables.cellOf[slot]!
    box.podAt[cell] = -1
    tables.namespaceOf[slot] = -1
    tables.cellOf[slot] = -1
    tables.pods--
    taken.set(namespace, count(namespace) - 1)
    return { slot, box, cell }
  }

  const follow = (population: Population, slots: readonly number[] | null): LayoutChange => {
    // Without a living pod there is nothing that must keep its place.
    if (slots === null || tables.pods === 0) return rebuild(population)
    reserve(population.capacity)
    const arrived: number[] = []
    const left: { slot: number; box: Box; cell: number }[] = []
    const moved: Box[] = []
    let reshaped = false
    const coming = new Map<number, number[]>()
    for (const slot of new Set(slots)) {
      const before = tables.namespaceOf[slot] ?? -1
      const after = slot < population.capacity ? population.namespaceOf(slot) : -1
      if (before === after) continue
      if (before >= 0) left.push(release(slot))
      if (after < 0) continue
      const newcomers = coming.get(after)
      if (newcomers === undefined) coming.set(after, [slot])
      else newcomers.push(slot)
    }
    const drawn = new Set<number>()
    for (const { index, name } of population.namespaces) {
      drawn.add(index)
      names.set(index, name)
    }
    for (const index of boxes.keys()) {
      if (drawn.has(index)) continue
      boxes.delete(index)
      reshaped = true
    }
    const total = [...coming.values()].reduce((sum, newcomers) => sum + newcomers.length, tables.pods)
    for (const { index } of population.namespaces) {
      const newcomers = coming.get(index) ?? []
      const before = boxes.get(index)
      if (before !== undefined && newcomers.length === 0) continue
      const displaced = makeRoom(index, count(index) + newcomers.length, total)
      // Pushed twice, it still comes from where it was first.
      moved.push(...displaced.filter(({ namespace }) => !moved.some((box) => box.namespace === namespace)))
      const box = boxes.get(index)!
      reshaped ||= box !== before
      let cell = 0
      for (const slot of newcomers) {
        cell = box.podAt.indexOf(-1, cell)
        put(slot, box, cell)
        arrived.push(slot)
      }
      tables.pods += newcomers.length
      taken.set(index, count(index) + newcomers.length)
    }
    for (const index of new Set(left.map(({ box }) => box.namespace))) {
      const box = boxes.get(index)
      if (box !== undefined && isSparse(box, count(index)) && trim(box)) reshaped = true
    }
    return { arrived, left, moved, reshaped }
  }

  const trim = (box: Box): boolean => {
    const trimmed = trimBox(box, count(box.namespace), tables.pods)
    if (trimmed !== null) carry(box, trimmed)
    return trimmed !== null
  }

  return {
    boxes,
    get pods() { return tables.pods },
    placeOf: (slot) => {
      const cell = tables.cellOf[slot] ?? -1
      return cell < 0 ? undefined : { box: boxes.get(tables.namespaceOf[slot]!)!, cell }
    },
    follow,
    settle: () => [...boxes.values()].map(trim).includes(true),
    tidy,
    copy: () => createLayout(aspect, {
      boxes: new Map([...boxes].map(([index, box]) => [index, { ...box, podAt: box.podAt.slice() }])),
      names: new Map(names), taken: new Map(taken), namespaceOf: tables.namespaceOf.slice(), cellOf: tables.cellOf.slice(), pods: tables.pods,
    }),
  }
}
