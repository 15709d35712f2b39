import { createManualClock, type ManualClock, type Random } from '../../cluster/index.ts'
import { buildRoot, createDirectory, createFileSystem, createListener, createNetwork, createProcessTable, createProjectedDirectory, type NetworkPod, type World } from './index.ts'

/** Half past two on a Tuesday. */
const start = Date.UTC(2026, 10, 24, 14, 30, 5)

export interface TestWorld extends World {
  readonly clock: ManualClock
  readonly logs: string[]
  readonly killed: [number, number][]
}

/** A pod `web` of namespace `default` in a cluster with kubia, nginx and a Service of each kind. */
export function createTestWorld(image = 'example.test/app', settings: { readonly uid?: number; readonly env?: Readonly<Record<string, string>> } = {}): TestWorld {
  const clock = createManualClock(start)
  let draws = 0
  const random: Random = { draw: () => Math.imul(draws++, 0x9e3779b1) >>> 0 }
  const logs: string[] = []
  const killed: [number, number][] = []
  const pod = { namespace: 'default', name: 'web', hostname: 'web', ip: '10.244.1.5' }
  const serve = (hostname: string, ip: string, served: string, port: number): NetworkPod => ({
    ip,
    listener: (asked) => (asked === port ? createListener({ image: served, hostname, ip, port, now: () => clock.now(), log: (line) => logs.push(`${hostname}: ${line}`) }) : undefined),
  })
  const pods = [
    serve('web', pod.ip, 'example.test/app', 8080), serve('kubia-1', '10.244.1.6', 'luksa/kubia', 8080), serve('kubia-2', '10.244.2.6', 'luksa/kubia', 8080),
    serve('nginx', '10.244.2.7', 'nginx:1.27', 80),
  ]
  const targets = [{ ip: '10.244.1.6', port: 8080 }, { ip: '10.244.2.6', port: 8080 }]
  const network = createNetwork({
    domain: 'cluster.local',
    nameserver: '10.96.0.10',
    findService: (namespace, name) => {
      switch (`${namespace}/${name}`) {
        case 'default/kubia': return { addresses: ['10.96.0.20'], hosts: {} }
        case 'other/nginx': return { addresses: ['10.96.0.21'], hosts: {} }
        case 'other/empty': return { addresses: ['10.96.0.22'], hosts: {} }
        case 'default/headless': return { addresses: ['10.244.1.6', '10.244.2.6'], hosts: { 'kubia-1': '10.244.1.6' } }
        default: return undefined
      }
    },
    findServiceByIp: (ip) => {
      switch (ip) {
        case '10.96.0.20': return { ports: [{ port: 80, targets }] }
        case '10.96.0.21': return { ports: [{ port: 80, targets: [{ ip: '10.244.2.7', port: 80 }] }] }
        case '10.96.0.22': return { ports: [{ port: 80, targets: [] }] }
        default: return undefined
      }
    },
    findPod: (ip) => pods.find((candidate) => candidate.ip === ip),
  }, pod, random)
  const config = createProjectedDirectory(() => ({ 'color.txt': Buffer.from('blue\n') }), start)
  const root = buildRoot({
    image, pod, domain: 'cluster.local', nameserver: '10.96.0.10', node: { memoryKb: 8_000_000, cpus: 2 }, command: ['node', 'app.js'], started: start,
    mounts: { '/etc/config': config, '/data': createDirectory(start) },
  })
  return {
    pod,
    container: { name: 'main', image, workingDir: '/', uid: settings.uid ?? 0, env: { HOSTNAME: 'web', KUBERNETES_SERVICE_HOST: '10.96.0.1', ...settings.env } },
    files: createFileSystem(root, () => clock.now()),
    network, clock, random, logs, killed,
    turn: () => setImmediate,
    whenFilesChange: (run) => clock.after(1_000, run),
    processes: createProcessTable({
      rows: () => [{ pid: 1, user: 'root', started: start, command: 'node app.js' }],
      kill: (pid, signal) => {
        if (pid !== 1) return false
        killed.push([pid, signal])
        return true
      },
    }),
  }
}
