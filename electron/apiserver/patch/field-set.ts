import { compareElements } from './path-element.ts'

/**
 * A set of field paths, as a tree. Keys are path elements in the text of FieldsV1 (`f:name`, `k:{"name":"a"}`, `v:"x"`, `i:0`).
 * Never holds empty children; never changed once made.
 */
export interface FieldSet {
  readonly members: ReadonlySet<string>
  readonly children: ReadonlyMap<string, FieldSet>
}

export const EMPTY_SET: FieldSet = { members: new Set(), children: new Map() }

export function isEmptySet(set: FieldSet): boolean {
  return set.members.size === 0 && set.children.size === 0
}

/** A set of these paths. */
export function setOfPaths(paths: Iterable<readonly string[]>): FieldSet {
  const members = new Set<string>()
  const below = new Map<string, (readonly string[])[]>()
  for (const [first, ...rest] of paths) {
    if (first === undefined) continue
    if (rest.length === 0) members.add(first)
    else {
      const group = below.get(first)
      if (group === undefined) below.set(first, [rest])
      else group.push(rest)
    }
  }
  return { members, children: new Map([...below].map(([element, group]) => [element, setOfPaths(group)])) }
}

/** The paths of a set in upstream's order: at each level the members, then what is below. */
export function* pathsOf(set: FieldSet, prefix: readonly string[] = []): Generator<readonly string[]> {
  for (const element of [...set.members].toSorted(compareElements)) yield [...prefix, element]
  for (const [element, child] of [...set.children].toSorted(([a], [b]) => compareElements(a, b))) yield* pathsOf(child, [...prefix, element])
}

export function unionOf(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(a)) return b
  if (isEmptySet(b)) return a
  const children = new Map(a.children)
  for (const [element, child] of b.children) children.set(element, unionOf(children.get(element) ?? EMPTY_SET, child))
  return { members: new Set([...a.members, ...b.members]), children }
}

export function intersectionOf(a: FieldSet, b: FieldSet): FieldSet {
  return {
    members: new Set([...a.members].filter((element) => b.members.has(element))),
    children: mapChildren(a, (child, element) => intersectionOf(child, b.children.get(element) ?? EMPTY_SET)),
  }
}

/** Members of `a` that are not members of `b`: `a` itself when it loses none. */
export function differenceOf(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b)) return a
  return narrow(a, b, (child, element) => differenceOf(child, b.children.get(element) ?? EMPTY_SET))
}

/** As `differenceOf`, with everything below a member of `b` gone too. */
export function recursiveDifferenceOf(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmptySet(b)) return a
  return narrow(a, b, (child, element) => (b.members.has(element) ? EMPTY_SET : recursiveDifferenceOf(child, b.children.get(element) ?? EMPTY_SET)))
}

function narrow(a: FieldSet, b: FieldSet, change: (child: FieldSet, element: string) => FieldSet): FieldSet {
  const members = [...a.members].filter((element) => !b.members.has(element))
  const children = mapChildren(a, change)
  const isSame = members.length === a.members.size && children.size === a.children.size && [...children].every(([element, child]) => child === a.children.get(element))
  return isSame ? a : { members: new Set(members), children }
}

export function equalSets(a: FieldSet, b: FieldSet): boolean {
  return a.members.size === b.members.size && a.children.size === b.children.size
    && [...a.members].every((element) => b.members.has(element))
    && [...a.children].every(([element, child]) => equalSets(child, b.children.get(element) ?? EMPTY_SET))
}

function mapChildren(set: FieldSet, change: (child: FieldSet, element: string) => FieldSet): ReadonlyMap<string, FieldSet> {
  const children = new Map<string, FieldSet>()
  for (const [element, child] of set.children) {
    const changed = change(child, element)
    if (!isEmptySet(changed)) children.set(element, changed)
  }
  return children
}
