import type { KubeObject, StringMap } from '../../shared/model/index.ts'
import { formatSelector } from '../../shared/selector/index.ts'
import { type LabelSelector, readLabelSelector, readSelectorMap } from './label-selector.ts'

/** A column of the table in which the API server answers `kubectl get`. */
export interface Column {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date'
  readonly format: '' | 'name'
  /** 1 is shown by `-o wide` only. */
  readonly priority: 0 | 1
}

/** A time that is shown as what has passed since: `3 (10s ago)` is `{ since, before: '3 (', after: ' ago)' }`. */
export interface Elapsed {
  /** RFC 3339; undefined shows as `<unknown>`. */
  readonly since: string | undefined
  readonly before?: string
  readonly after?: string
}

/** Null is a custom resource's column that has nothing to show. */
export type Cell = string | number | boolean | Elapsed | null

/** Columns by name; `*` marks those of `-o wide`, and a type other than text follows a colon: `IP*`, `Desired:integer`. */
export function describeColumns(...texts: readonly string[]): readonly Column[] {
  return texts.map((text) => {
    const wide = text.endsWith('*')
    const [name = '', type = 'string'] = (wide ? text.slice(0, -1) : text).split(':')
    return { name, type: type as Column['type'], format: name === 'Name' ? 'name' : '', priority: wide ? 1 : 0 }
  })
}

/** The AGE cell. */
export function ageOf(object: KubeObject): Elapsed {
  return { since: object.metadata.creationTimestamp }
}

export function orNone(text: string | undefined): string {
  return text || '<none>'
}

/** Labels as upstream's `FormatLabels`: sorted, `<none>` without any. */
export function formatLabels(labels: StringMap | undefined): string {
  return labels === undefined || Object.keys(labels).length === 0 ? '<none>' : formatSelector(readSelectorMap(labels))
}

/** As upstream's `FormatLabelSelector`. */
export function formatLabelSelector(selector: LabelSelector | undefined): string {
  const read = readLabelSelector(selector)
  return read.selects === 'nothing' || read.requirements.length === 0 ? '<none>' : formatSelector(read)
}

interface Template {
  readonly spec?: { readonly containers?: readonly { readonly name: string; readonly image?: string }[] }
}

/** The CONTAINERS and IMAGES cells of what has a pod template. */
export function containerCells(template: Template | undefined): readonly [names: string, images: string] {
  const containers = template?.spec?.containers ?? []
  return [containers.map(({ name }) => name).join(','), containers.map(({ image = '' }) => image).join(',')]
}
