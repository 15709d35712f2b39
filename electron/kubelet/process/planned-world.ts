import type { Cancel } from '../../cluster/index.ts'
import type { Container } from '../container.ts'
import { buildRoot } from '../shell/base-files.ts'
import { createFileSystem, type FileSystem, parentOf } from '../shell/file-system.ts'
import { createNetwork, type NetworkView } from '../shell/network.ts'
import { createProcessTable } from '../shell/process-table.ts'
import type { World } from '../shell/world.ts'
import type { Change } from './act.ts'
import { createPlannedFiles } from './planned-files.ts'
import type { PlannedTime } from './planned-time.ts'

/** Nobody is there: what the network has to say is not known ahead. */
const nobody: NetworkView = {
  domain: 'cluster.local', nameserver: '', findPod: () => undefined, findService: () => undefined, findServiceByIp: () => undefined,
}
/** Files that tell of the pod's place, which is not known ahead either. */
const placed = ['/etc/hosts', '/etc/resolv.conf', '/proc/meminfo', '/proc/cpuinfo']

/** What a container that is run ahead finds around it; `left` are its files so far, a directory's path ending with a slash. */
export function createPlannedWorld(container: Container, hostname: string, left: ReadonlyMap<string, string>, time: PlannedTime, tell: (change: Change) => void): World {
  const { name, image = '' } = container
  const started = time.now()
  const place = { namespace: '', hostname, ip: '' }
  const root = buildRoot({ image, pod: place, domain: nobody.domain, nameserver: nobody.nameserver, node: { memoryKb: 0, cpus: 0 }, mounts: {}, command: [], started })
  const bare = createFileSystem(root, () => time.now())
  for (const path of placed) bare.remove(path)
  let listening: readonly (() => void)[] = []
  let filled = false
  const files = createPlannedFiles(bare, (change) => {
    if (filled) tell(change)
    const told = listening
    listening = []
    for (const run of told) run()
  })
  fill(files, left)
  filled = true
  return {
    pod: { ...place, name: hostname },
    container: { name, image, env: {}, workingDir: container.workingDir ?? '/', uid: container.securityContext?.runAsUser ?? 0 },
    files,
    network: createNetwork(nobody, place, { draw: () => 0 }),
    clock: time,
    random: { draw: () => 0 },
    processes: createProcessTable({ rows: () => [], kill: () => false }),
    turn: time.turn,
    whenFilesChange: (run): Cancel => {
      listening = [...listening, run]
      return () => {
        listening = listening.filter((other) => other !== run)
      }
    },
  }
}

function fill(files: FileSystem, left: ReadonlyMap<string, string>): void {
  for (const [path, text] of left) {
    if (path.endsWith('/')) files.enter(path.slice(0, -1))
    else {
      files.enter(parentOf(path))
      files.write(path, Buffer.from(text))
    }
  }
}
