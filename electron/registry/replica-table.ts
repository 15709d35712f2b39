import type { ReplicaSet, ReplicationController } from '../../shared/model/index.ts'
import { ageOf, type Cell, type Column, containerCells, describeColumns } from './table.ts'

/** The table of what keeps a number of pods, with its selector as that kind writes one. */
export function tableOfReplicas<T extends ReplicaSet | ReplicationController>(formatSelector: (object: T) => string): {
  readonly columns: readonly Column[]
  readonly row: (object: T) => readonly Cell[]
} {
  return {
    columns: describeColumns('Name', 'Desired:integer', 'Current:integer', 'Ready:integer', 'Age', 'Containers*', 'Images*', 'Selector*'),
    row: (object) => [
      object.metadata.name ?? '', object.spec?.replicas ?? 0, object.status?.replicas ?? 0, object.status?.readyReplicas ?? 0, ageOf(object),
      ...containerCells(object.spec?.template), formatSelector(object),
    ],
  }
}
