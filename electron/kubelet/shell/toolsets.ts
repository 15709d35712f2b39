import { splitImage } from '../image-reference.ts'

/** The programs of an image. */
export interface Toolset {
  /** Which shell `sh` is; busybox also words the errors of its tools in its own way. */
  readonly shell: 'dash' | 'bash' | 'busybox'
  readonly tools: ReadonlySet<string>
}

/** What every image with a shell has. */
const basics = [
  'sh', 'cat', 'chmod', 'cp', 'cut', 'date', 'echo', 'env', 'expr', 'false', 'grep', 'head', 'hostname', 'id', 'kill', 'ls', 'md5sum', 'mkdir', 'mv', 'nohup', 'printenv', 'printf', 'pwd', 'rm',
  'rmdir', 'seq', 'sha256sum', 'sleep', 'sort', 'stty', 'tail', 'tar', 'tee', 'test', '[', 'touch', 'tr', 'true', 'uname', 'uniq', 'wc', 'which', 'whoami',
]

const debian = [...basics, 'bash', 'getent']
const everything = [...debian, 'curl', 'nc', 'nslookup', 'ps', 'wget']
const busybox = [...basics, 'nc', 'nslookup', 'ps', 'wget']
const alpine = [...busybox, 'getent']

function toolset(shell: Toolset['shell'], ...tools: readonly string[]): Toolset {
  return { shell, tools: new Set(tools) }
}

const nothing = toolset('busybox')
const slim = toolset('dash', ...debian)

/** What well-known images hold: a slim Debian has neither `ps` nor `wget`, a distroless image not even a shell. */
const images: Readonly<Record<string, Toolset>> = {
  'luksa/kubia': toolset('dash', ...debian, 'curl', 'ps', 'wget'),
  'luksa/kubia-unhealthy': toolset('dash', ...debian, 'curl', 'ps', 'wget'),
  node: toolset('dash', ...debian, 'curl', 'ps', 'wget'),
  python: toolset('dash', ...debian, 'curl', 'ps', 'wget'),
  nginx: toolset('dash', ...debian, 'curl'),
  httpd: slim, redis: slim, postgres: slim, mongo: slim, mariadb: slim, debian: slim, ubuntu: toolset('dash', ...debian, 'ps'),
  mysql: toolset('bash', ...debian),
  rabbitmq: slim,
  busybox: toolset('busybox', ...busybox),
  alpine: toolset('busybox', ...alpine),
  'curlimages/curl': toolset('busybox', ...alpine, 'curl'),
  'tutum/dnsutils': toolset('dash', ...debian, 'nslookup', 'ps'),
  'e2e-test-images/jessie-dnsutils': toolset('dash', ...debian, 'nslookup', 'ps'),
  'nicolaka/netshoot': toolset('busybox', ...alpine, 'bash', 'curl'),
  pause: nothing, 'hello-world': nothing, coredns: nothing, 'coredns/coredns': nothing, etcd: nothing,
}

/** The programs of an image; of one that is not known, a full Debian's. */
export function findToolset(image: string): Toolset {
  const { repository: full, tag } = splitImage(image)
  const repository = full.replace(/^library\//, '')
  if (repository.includes('distroless')) return nothing
  if (tag.includes('alpine')) return toolset('busybox', ...alpine, ...(repository === 'nginx' ? ['curl'] : []))
  const known = Object.hasOwn(images, repository) ? images[repository] : undefined
  return known ?? toolset('dash', ...everything)
}

const inBin = new Set([...basics, 'bash', 'nc', 'ps'])

/** Where the tool lies in the image. */
export function locateTool(name: string): string {
  return inBin.has(name) ? `/bin/${name}` : `/usr/bin/${name}`
}

export function listTools(toolset: Toolset): readonly { readonly name: string; readonly path: string }[] {
  return [...toolset.tools].map((name) => ({ name, path: locateTool(name) }))
}
