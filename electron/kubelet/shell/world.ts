import type { Clock, Random } from '../../cluster/index.ts'
import type { FileSystem } from './file-system.ts'
import type { Network } from './network.ts'

/** A process of the pod as `ps` shows it. */
export interface ProcessRow {
  readonly pid: number
  readonly user: string
  /** Milliseconds since 1970. */
  readonly started: number
  readonly command: string
}

/** What a process in a simulated container finds around it. */
export interface World {
  readonly pod: { readonly namespace: string; readonly name: string; readonly ip: string; readonly hostname: string }
  readonly container: {
    readonly name: string
    readonly image: string
    /** As the kubelet sets it: the spec's, the services', HOSTNAME. */
    readonly env: Readonly<Record<string, string>>
    readonly workingDir: string
    /** 0 is root. */
    readonly uid: number
  }
  readonly files: FileSystem
  readonly network: Network
  /** The cluster's clock: `date` and `sleep` follow it. */
  readonly clock: Clock
  readonly random: Random
  /** The container's processes, or the pod's when it shares them; process 1 is the container's own. */
  processes(): readonly ProcessRow[]
  /** Sends a signal to one of those; false when there is no such process. */
  kill(pid: number, signal: number): boolean
}
