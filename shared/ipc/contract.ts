import type { KubeObject, LabelSelector, ObjectRef, StringMap } from '../model/index.ts'
import type { PackedBatch } from './packed-batch.ts'

/** What a pod is at, coarsely: one colour and one glyph each. Where states are numbers, they count in this order. */
export const POD_STATES = ['running', 'pending', 'failed', 'succeeded', 'terminating', 'unknown'] as const
export type PodState = (typeof POD_STATES)[number]

export interface ContainerSummary {
  readonly name: string
  readonly image: string
  readonly ready: boolean
  readonly restarts: number
  /** `Running`, or the reason it waits or ended: `ContainerCreating`, `CrashLoopBackOff`, `Completed`. */
  readonly status: string
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly protocol: string }[]
}

export interface PodSummary {
  readonly state: PodState
  /** The STATUS column of `kubectl get pods`. */
  readonly status: string
  readonly ip: string
  readonly node: string
  readonly restarts: number
  readonly readyContainers: number
  readonly containers: readonly ContainerSummary[]
}

/** What the window knows of every object; whole objects are asked for one at a time. */
export interface ObjectSummary {
  readonly uid: string
  readonly apiVersion: string
  readonly kind: string
  /** '' for cluster-scoped objects. */
  readonly namespace: string
  readonly name: string
  readonly labels: StringMap
  /** Milliseconds since 1970 on the cluster clock. */
  readonly created: number
  readonly terminating: boolean
  /** The object's controller, when it has one. */
  readonly owner?: { readonly kind: string; readonly name: string; readonly uid: string }
  /** Which pods of its namespace it is about: on Services with a selector, controllers, disruption budgets and network policies. */
  readonly selects?: LabelSelector
  /** On pods only. */
  readonly pod?: PodSummary
}

/** What changed since the batch before; those of a new subscription hold all there is. */
export interface ClusterBatch {
  readonly revision: number
  /** Cluster clock when the batch was made, ms since 1970. */
  readonly now: number
  /** Forget all that was known before. */
  readonly reset: boolean
  readonly changed: readonly ObjectSummary[]
  readonly removed: readonly string[]
}

/** A place in a file. Lines and columns count from 1, in the file. */
export interface SourcePosition {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Why a document was refused. */
export interface DocumentError {
  /** Kubernetes' or the reader's own words, shown verbatim. */
  readonly message: string
  readonly position?: SourcePosition
  /** The text of the line at `position`. */
  readonly line?: string
  /** A change of the document's text that mends it. */
  readonly fix?: { readonly kind: 'tabs-to-spaces'; readonly text: string }
}

export type DocumentOutcome = 'created' | 'configured' | 'unchanged' | 'refused'

/** One document of an import. With `applied: false` its outcome is what would happen. */
export interface DocumentReport {
  /** Path as the person knows it: relative to what was dropped. */
  readonly file: string
  /** Place of the document among the file's, from 0. */
  readonly index: number
  readonly line: number
  /** Absent when the document could not be read so far. */
  readonly object?: ObjectRef
  readonly outcome: DocumentOutcome
  /** All that is wrong with it, when refused. */
  readonly errors: readonly DocumentError[]
  readonly warnings: readonly string[]
  /** The document's own text, for the editor; present when refused. */
  readonly text?: string
}

/** What an import did. `applied` is false when anything was refused and nothing was allowed to be left out. */
export interface ImportReport {
  /** Names the import while it waits to be mended; send it back with edits. */
  readonly id: string
  readonly applied: boolean
  readonly documents: readonly DocumentReport[]
  /** Names the step for 'history:undo' when something was applied. */
  readonly undo?: string
}

export type ImportSource =
  /** Files the person dropped or chose: a token that main gave out for them. */
  | { readonly kind: 'files'; readonly token: string }
  /** Text typed, pasted or taken from a sample. */
  | { readonly kind: 'text'; readonly name: string; readonly text: string }
  /** An import that was held back, with texts mended (keyed by its document's place in the report). */
  | { readonly kind: 'retry'; readonly id: string; readonly edits: Readonly<Record<number, string>>; readonly leaveOutRefused: boolean }

export interface ImportProgress {
  readonly id: string
  readonly done: number
  readonly total: number
  readonly stage: 'reading' | 'applying'
}

/** A command's answer: done (with the objects it was done to, `pod/kubia`), or Kubernetes' own words why not. */
export type CommandReport =
  | { readonly accepted: true; readonly verb: 'deleted' | 'labeled' | 'edited' | 'unchanged' | 'undone'; readonly objects: readonly string[]; readonly undo?: string }
  | { readonly accepted: false; readonly reason: string; readonly message: string }

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const
export type Theme = (typeof THEMES)[number]
export const LANGUAGES = ['en', 'ko'] as const
export type Language = (typeof LANGUAGES)[number]

export interface Settings {
  readonly theme: Theme
  readonly language: Language
  /** Newest first. */
  readonly selectorHistory: readonly string[]
  /** Panel sizes and folds, as the panels themselves write them. */
  readonly layout: Readonly<Record<string, unknown>>
}

/** The kubectl of the terminal: there, on its way, or nowhere to be had, with the reason when one was looked for. */
export type KubectlState =
  | { readonly state: 'ready' }
  | { readonly state: 'fetching'; readonly stage: 'downloading' | 'unpacking' }
  | { readonly state: 'missing'; readonly why?: string }

export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

/** A terminal that was opened. Its output may come before this. */
export interface TerminalOpened {
  readonly id: string
  /** Name of the shell: `bash`. */
  readonly shell: string
  readonly kubectl: KubectlState
  /** Why kubectl can't reach the cluster, when the API server could not be started. */
  readonly serverFailure?: string
}

/** A request that a client made of the API server. */
export interface ApiCall {
  /** Counts the calls since the start of the program. */
  readonly id: number
  /** When it was answered: milliseconds since 1970 on the cluster clock. */
  readonly time: number
  /** Kubernetes' verb (`list`, `create` ...), or the HTTP method in small letters for what is no resource. */
  readonly verb: string
  /** With its query. */
  readonly path: string
  readonly userAgent: string
  /** HTTP status. */
  readonly code: number
  /** Milliseconds. */
  readonly duration: number
  /** What it is about; absent for what is no resource. */
  readonly target?: ApiTarget
}

/** What a path of the API names: a collection (`name` is '') or one object, or a part of it. */
export interface ApiTarget {
  readonly group: string
  /** The plural. */
  readonly resource: string
  /** '' for all namespaces and for resources outside of them. */
  readonly namespace: string
  readonly name: string
  readonly subresource: string
}

/** What the window is opened with. */
export interface Start {
  readonly kubernetesVersion: string
  readonly settings: Settings
  /** A made-up cluster is shown, which is not kept. Unless it is live it stands still: nothing is scheduled, started or repaired. */
  readonly demo?: { readonly pods: number; readonly live: boolean }
  readonly open: Opening
}

/** What the command line asks to open: files (a token for them), a selector, a namespace. */
export interface Opening {
  readonly token?: string
  readonly selector?: string
  readonly namespace?: string
}

/** A whole object with what the inspector shows beside it. */
export interface ObjectDetail {
  readonly object: KubeObject
  readonly yaml: string
  readonly events: readonly { readonly type: string; readonly reason: string; readonly message: string; readonly count: number; readonly source: string; readonly last: number }[]
}

/** What became of an edited object: in its place, or refused for these errors of its text. */
export type EditReport = Extract<CommandReport, { accepted: true }> | { readonly accepted: false; readonly reason: string; readonly errors: readonly DocumentError[] }

/** The end of a container's log, or Kubernetes' own words why there is none. */
export type LogReport = { readonly found: true; readonly text: string } | { readonly found: false; readonly message: string }

/** Calls from the window to the main process: argument in, answer out. */
export interface Requests {
  'window:start': () => Start
  /** From now on 'window:open' follows, with what was asked for since the window's start too. */
  'opening:subscribe': () => void
  'settings:save': (settings: Partial<Settings>) => void
  /** From now on 'cluster:changed' follows: first the whole cluster in slices, the first of which has `reset`. */
  'cluster:subscribe': () => void
  /** The whole and so many of the changes that follow it have been taken, and a frame has come since: more may be sent. */
  'cluster:taken': (input: { readonly batches: number }) => void
  'object:get': (ref: ObjectRef) => ObjectDetail | null
  'pod:log': (input: { readonly namespace: string; readonly name: string; readonly container: string; readonly previous: boolean }) => LogReport
  'object:label': (input: { readonly refs: readonly ObjectRef[]; readonly set: StringMap; readonly remove: readonly string[]; readonly overwrite: boolean }) => CommandReport
  /** The YAML as it was when the edit began, and as it is to be. */
  'object:edit': (input: { readonly ref: ObjectRef; readonly before: string; readonly text: string }) => EditReport
  'object:delete': (input: { readonly refs: readonly ObjectRef[] }) => CommandReport
  'manifests:choose': () => { readonly token: string } | null
  'manifests:import': (input: { readonly source: ImportSource; readonly namespace?: string }) => ImportReport
  'manifests:cancel': (input: { readonly id: string }) => void
  'history:undo': (input: { readonly undo?: string }) => CommandReport
  'clipboard:write': (input: { readonly text: string }) => void
  /** Starts the person's shell; the window has one, so that one before ends. */
  'terminal:open': (size: TerminalSize) => TerminalOpened
  'terminal:write': (input: { readonly id: string; readonly text: string }) => void
  'terminal:resize': (input: { readonly id: string; readonly size: TerminalSize }) => void
  /** So many characters of the output have been drawn: the shell goes on when it had to wait for that. */
  'terminal:drawn': (input: { readonly id: string; readonly characters: number }) => void
  'terminal:close': (input: { readonly id: string }) => void
  /** From now on 'activity:calls' follows. */
  'activity:subscribe': () => void
}

/** Facts from the main process to the window. */
export interface Events {
  'cluster:changed': PackedBatch
  'manifests:progress': ImportProgress
  /** Another start of the program was asked to open this. It waits for 'opening:subscribe'. */
  'window:open': Opening
  'terminal:data': { readonly id: string; readonly text: string }
  'terminal:exit': { readonly id: string; readonly code: number }
  'terminal:kubectl': KubectlState
  'activity:calls': readonly ApiCall[]
}

export type RequestName = keyof Requests
export type EventName = keyof Events
export type Input<Name extends RequestName> = Parameters<Requests[Name]>[0]
export type Output<Name extends RequestName> = ReturnType<Requests[Name]>

/** What the preload script puts on `window.podscape`. */
export interface Bridge {
  /** The answer as JSON, undefined when there is none: an object is copied property by property on the way, a text at once. */
  request<Name extends RequestName>(name: Name, input: Input<Name>): Promise<string | undefined>
  /** Returns what ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): () => void
  /** The token of the files that the person dropped last, or null when that drop held none. Only a real drop makes one. */
  droppedFiles(): Promise<string | null>
}
