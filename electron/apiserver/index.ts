/**
 * The Kubernetes API over a cluster. `createApiServer` gives the handler; `startApiServer` listens with it on the loopback address and writes
 * the kubeconfig that leads there.
 */
export { type Activity, parseTarget } from './activity.ts'
export { type LogOptions, type PodAccess, silentPods } from './pod-access.ts'
export { type ApiServer, type ApiServerParts, createApiServer } from './server.ts'
export { type RunningApiServer, startApiServer, type StartOptions } from './start.ts'
export type { CommandOptions, Connection, ForwardTarget, Process, ProcessEnd, TerminalSize } from './streams/index.ts'
