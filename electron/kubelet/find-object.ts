import type { StoredObject } from '../../shared/model/index.ts'

/** An object of the core group as it is now; `namespace` is '' for cluster-scoped kinds. */
export type FindObject = (kind: string, namespace: string, name: string) => StoredObject | undefined
