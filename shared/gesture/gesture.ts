import type { ObjectRef, StringMap } from '../model/index.ts'

/** Something that a person does in the window and that kubectl could do as well. */
export type Gesture =
  /** Asks which pods a selector selects, everywhere or in one namespace. */
  | { readonly do: 'ask'; readonly selector: string; readonly scope: string | null }
  | { readonly do: 'delete'; readonly refs: readonly ObjectRef[] }
  | { readonly do: 'label'; readonly refs: readonly ObjectRef[]; readonly set: StringMap; readonly remove: readonly string[]; readonly overwrite: boolean }
  | { readonly do: 'edit'; readonly ref: ObjectRef }
  /** Applies manifests: their files as the person knows them, the namespace they were dropped on, and what became of each object. */
  | { readonly do: 'apply'; readonly files: readonly string[]; readonly namespace?: string; readonly objects: readonly AppliedObject[] }

export interface AppliedObject {
  readonly ref: ObjectRef
  readonly outcome: 'created' | 'configured' | 'unchanged'
}

/** What would do the same: kubectl command lines, quoted for a POSIX shell, and HTTP requests (`DELETE /api/v1/...`); one a line. */
export interface GestureWords {
  readonly kubectl: string
  readonly http: string
}
