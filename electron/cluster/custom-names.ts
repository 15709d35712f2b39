import type { CustomResourceDefinition, StoredObject } from '../../shared/model/index.ts'
import { definitionsResource } from '../registry/index.ts'
import type { Transaction } from '../store/index.ts'

type Names = CustomResourceDefinition['spec']['names']
type Status = NonNullable<CustomResourceDefinition['status']>
type Condition = NonNullable<Status['conditions']>[number]

/** The definition with what becomes of its names: accepted at once, unless another of its group has one of them. `now` is RFC 3339. */
export function acceptNames(tx: Transaction, definition: CustomResourceDefinition, now: string): CustomResourceDefinition {
  const { spec, status } = definition
  const clash = findClash(tx, definition)
  const accepted: Condition = clash === undefined
    ? { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' }
    : { type: 'NamesAccepted', status: 'False', reason: clash.reason, message: `"${clash.name}" is already in use` }
  const wasEstablished = status?.conditions?.some((condition) => condition.type === 'Established' && condition.status === 'True') === true
  const established: Condition = clash === undefined || wasEstablished
    ? { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message: 'the initial names have been accepted' }
    : { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' }
  const storage = spec.versions.find((version) => version.storage)?.name ?? ''
  const storedVersions = [...new Set([...(status?.storedVersions ?? []), storage])]
  return {
    ...definition,
    status: {
      acceptedNames: clash === undefined ? spec.names : (status?.acceptedNames ?? { kind: '', plural: '' }),
      conditions: [accepted, established].map((condition) => withTime(condition, status?.conditions, now)),
      storedVersions,
    },
  }
}

function withTime(condition: Condition, before: readonly Condition[] = [], now: string): Condition {
  const same = before.find(({ type, status }) => type === condition.type && status === condition.status)
  return { lastTransitionTime: same?.lastTransitionTime ?? now, ...condition }
}

interface Clash {
  readonly reason: string
  readonly name: string
}

function findClash(tx: Transaction, { metadata, spec }: CustomResourceDefinition): Clash | undefined {
  const others = (tx.list(definitionsResource) as unknown as readonly (StoredObject & CustomResourceDefinition)[])
    .filter((other) => other.spec.group === spec.group && other.metadata.name !== metadata.name)
    .map((other) => other.status?.acceptedNames ?? other.spec.names)
  const words = new Set(others.flatMap(wordsOf))
  const kinds = new Set(others.flatMap(({ kind, listKind }) => [kind, listKind ?? '']))
  const { plural, singular = '', shortNames = [], kind, listKind = '' } = spec.names
  const candidates: readonly (readonly [reason: string, name: string, taken: ReadonlySet<string>])[] = [
    ['PluralConflict', plural, words], ['SingularConflict', singular, words], ...shortNames.map((name) => ['ShortNamesConflict', name, words] as const),
    ['KindConflict', kind, kinds], ['ListKindConflict', listKind, kinds],
  ]
  const found = candidates.find(([, name, taken]) => name !== '' && taken.has(name))
  return found === undefined ? undefined : { reason: found[0], name: found[1] }
}

function wordsOf({ plural, singular = '', shortNames = [] }: Names): readonly string[] {
  return [plural, singular, ...shortNames]
}
