export type { Cancel, Clock, ManualClock } from './clock.ts'
export { createClock, createManualClock } from './clock.ts'
export type { Random } from './random.ts'
export type {
  ApplyOptions, ApplyOutcome, ApplyReport, Cluster, ClusterTransaction, DeleteOptions, Done, LabelChange, ListOptions, ObjectList, Undone,
} from './types.ts'
export { KUBERNETES_VERSION } from './bootstrap.ts'
export type { ClusterParts } from './cluster.ts'
export { createCluster } from './cluster.ts'
export { formatTime } from './time.ts'
export type { Loop, Reconciler } from './reconcile.ts'
export { startReconciler } from './reconcile.ts'
export type { Occurrence } from './record-event.ts'
export type { StoreEvent } from '../store/index.ts'
