import { createDirectory, createFile, type DirectoryNode, nameOf, type Node, parentOf, resolvePath } from './file-system.ts'
import { searchDomains } from './names.ts'
import { findToolset, listTools } from './toolsets.ts'

export interface ContainerFiles {
  readonly image: string
  readonly pod: { readonly namespace: string; readonly hostname: string; readonly ip: string }
  readonly domain: string
  readonly nameserver: string
  readonly node: { readonly memoryKb: number; readonly cpus: number }
  /** Absolute path to what lies there: an emptyDir's directory (shared by the pod's containers), a projected ConfigMap or Secret, a file. */
  readonly mounts: Readonly<Record<string, Node>>
  /** Process 1's command line. */
  readonly command: readonly string[]
  /** Milliseconds since 1970. */
  readonly started: number
}

const passwd = 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n'
const group = 'root:x:0:\nnogroup:x:65534:\n'

const osReleases = {
  dash: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nID=debian\n',
  bash: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nID=debian\n',
  busybox: 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.21.0\nPRETTY_NAME="Alpine Linux v3.21"\n',
} as const

function describeMemory(kilobytes: number): string {
  const row = (name: string, value: number) => `${`${name}:`.padEnd(16)}${String(value).padStart(8)} kB\n`
  return row('MemTotal', kilobytes) + row('MemFree', Math.floor(kilobytes / 2)) + row('MemAvailable', Math.floor(kilobytes * 0.75))
}

/** The root directory of a container: what images bring, what the kubelet writes, and the mounts over it. */
export function buildRoot(container: ContainerFiles): DirectoryNode {
  const { started, pod } = container
  const toolset = findToolset(container.image)
  const root = createDirectory(started)
  const ensure = (path: string): DirectoryNode => {
    if (path === '/') return root
    const parent = ensure(parentOf(path))
    const there = parent.entries.get(nameOf(path))
    if (there?.kind === 'directory') return there
    const made = createDirectory(started, path === '/tmp' ? 0o1777 : path === '/root' ? 0o700 : 0o755)
    parent.entries.set(nameOf(path), made)
    return made
  }
  const place = (path: string, node: Node) => ensure(parentOf(path)).entries.set(nameOf(path), node)

  for (const path of ['/bin', '/dev', '/etc', '/home', '/proc', '/root', '/sys', '/tmp', '/usr/bin', '/usr/local/bin', '/var/log', '/var/run']) ensure(path)
  for (const [path, text] of Object.entries({
    '/etc/hosts': '# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n'
      + `fe00::0\tip6-localnet\nfe00::0\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${pod.ip}\t${pod.hostname}\n`,
    '/etc/hostname': `${pod.hostname}\n`,
    '/etc/resolv.conf': `search ${searchDomains(pod.namespace, container.domain).join(' ')}\nnameserver ${container.nameserver}\noptions ndots:5\n`,
    '/etc/passwd': passwd,
    '/etc/group': group,
    '/etc/os-release': osReleases[toolset.shell],
    '/proc/version': 'Linux version 6.6.0 (podscape@simulated) #1 SMP\n',
    '/proc/meminfo': describeMemory(container.node.memoryKb),
    '/proc/cpuinfo': Array.from({ length: container.node.cpus }, (_, index) => `processor\t: ${index}\nmodel name\t: simulated\n`).join('\n'),
    '/proc/1/cmdline': container.command.map((word) => `${word}\0`).join(''),
    '/proc/1/comm': `${nameOf(container.command[0] ?? '')}\n`,
  })) place(path, createFile(text, started))
  for (const device of ['null', 'zero'] as const) place(`/dev/${device}`, { kind: 'device', device, mode: 0o666, modified: started })
  for (const { path } of listTools(toolset)) place(path, createFile('', started, 0o755))
  for (const [path, node] of Object.entries(container.mounts).sort(([a], [b]) => a.length - b.length)) place(resolvePath('/', path), node)
  return root
}
