import type { Cancel, Clock, Random } from '../../cluster/index.ts'
import type { FileSystem } from './file-system.ts'
import type { Network } from './network.ts'
import type { ProcessTable } from './process-table.ts'
import type { Suspension } from './steps.ts'

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
  readonly processes: ProcessTable
  /** How to let timers, sockets and other programs have their turn; undefined when it need not be yet. */
  turn(): Suspension | undefined
  /** Calls once, when files may be other than they were. */
  whenFilesChange(run: () => void): Cancel
}
