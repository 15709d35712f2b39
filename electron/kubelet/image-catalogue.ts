import { splitImage } from './image-reference.ts'

/** What an image is, when it is run as it is. */
export interface Image {
  /** `server` runs until told to stop; `shell` has nothing to do without a command and ends at once. */
  readonly does: 'server' | 'shell'
  /** Ports that it listens on whatever the manifest declares. */
  readonly ports?: readonly number[]
  /** Arguments go to this program; without one, arguments replace the command. */
  readonly entrypoint?: string
  /** Process 1 when nothing else is asked for. */
  readonly command?: readonly string[]
  /** What it writes when its port is taken; `%d` is the port. */
  readonly taken?: string
  readonly bytes: number
}

const node = 'Error: listen EADDRINUSE: address already in use :::%d'
const golang = 'listen tcp :%d: bind: address already in use'

/** By repository. What is not here is taken to be a server that listens on the ports its manifest declares. */
const images: Readonly<Record<string, Image>> = {
  'library/nginx': { does: 'server', command: ['nginx:', 'master', 'process', 'nginx', '-g', 'daemon off;'], ports: [80], taken: 'nginx: [emerg] bind() to 0.0.0.0:%d failed (98: Address already in use)', bytes: 72_195_292 },
  'library/httpd': { does: 'server', command: ['httpd', '-DFOREGROUND'], ports: [80], taken: '(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:%d', bytes: 58_300_000 },
  'library/caddy': { does: 'server', ports: [80], taken: golang, bytes: 19_400_000 },
  'library/traefik': { does: 'server', ports: [80], entrypoint: 'traefik', taken: golang, bytes: 52_600_000 },
  'library/haproxy': { does: 'server', bytes: 36_900_000 },
  'library/redis': { does: 'server', command: ['redis-server', '*:6379'], ports: [6379], taken: 'Warning: Could not create server TCP listening socket *:%d: bind: Address already in use', bytes: 45_006_722 },
  'library/memcached': { does: 'server', command: ['memcached'], ports: [11211], taken: 'failed to listen on TCP port %d: Address already in use', bytes: 30_100_000 },
  'library/mysql': { does: 'server', ports: [3306], entrypoint: 'mysqld', taken: "Can't start server: Bind on TCP/IP port: Address already in use", bytes: 233_100_000 },
  'library/mariadb': { does: 'server', ports: [3306], entrypoint: 'mariadbd', taken: "Can't start server: Bind on TCP/IP port. Got error: 98: Address already in use", bytes: 117_000_000 },
  'library/postgres': { does: 'server', ports: [5432], entrypoint: 'postgres', taken: 'could not bind IPv4 address "0.0.0.0": Address already in use', bytes: 160_900_000 },
  'library/mongo': { does: 'server', ports: [27017], entrypoint: 'mongod', taken: 'Failed to set up listener: SocketException: Address already in use', bytes: 289_000_000 },
  'library/rabbitmq': { does: 'server', command: ['rabbitmq-server'], ports: [5672], bytes: 104_000_000 },
  'library/tomcat': { does: 'server', command: ['catalina.sh', 'run'], ports: [8080], bytes: 205_000_000 },
  'library/wordpress': { does: 'server', command: ['apache2', '-DFOREGROUND'], ports: [80], bytes: 244_000_000 },
  'library/registry': { does: 'server', command: ['registry', 'serve', '/etc/docker/registry/config.yml'], ports: [5000], taken: golang, bytes: 18_000_000 },
  'library/busybox': { does: 'shell', command: ['sh'], bytes: 2_156_518 },
  'library/alpine': { does: 'shell', command: ['/bin/sh'], bytes: 3_653_068 },
  'library/ubuntu': { does: 'shell', command: ['/bin/bash'], bytes: 29_700_000 },
  'library/debian': { does: 'shell', command: ['bash'], bytes: 48_500_000 },
  'library/centos': { does: 'shell', command: ['/bin/bash'], bytes: 83_500_000 },
  'library/fedora': { does: 'shell', command: ['/bin/bash'], bytes: 88_000_000 },
  'library/bash': { does: 'shell', command: ['bash'], bytes: 6_500_000 },
  'library/python': { does: 'shell', command: ['python3'], bytes: 364_000_000 },
  'library/node': { does: 'shell', command: ['node'], bytes: 402_000_000 },
  'library/golang': { does: 'shell', command: ['bash'], bytes: 294_000_000 },
  'library/perl': { does: 'shell', command: ['perl', '-de0'], bytes: 357_000_000 },
  'library/hello-world': { does: 'shell', command: ['/hello'], bytes: 10_072 },
  'curlimages/curl': { does: 'shell', entrypoint: 'curl', bytes: 10_000_000 },
  'luksa/kubia': { does: 'server', command: ['node', 'app.js'], ports: [8080], taken: node, bytes: 263_000_000 },
  'luksa/kubia-unhealthy': { does: 'server', command: ['node', 'app.js'], ports: [8080], taken: node, bytes: 263_000_000 },
  'hashicorp/http-echo': { does: 'server', ports: [5678], entrypoint: 'http-echo', taken: golang, bytes: 3_100_000 },
  'traefik/whoami': { does: 'server', ports: [80], entrypoint: 'whoami', taken: golang, bytes: 2_800_000 },
  'nginxdemos/hello': { does: 'server', command: ['nginx:', 'master', 'process', 'nginx', '-g', 'daemon off;'], ports: [80], bytes: 17_000_000 },
  pause: { does: 'server', command: ['/pause'], bytes: 320_368 },
  'e2e-test-images/agnhost': { does: 'server', entrypoint: 'agnhost', bytes: 53_300_000 },
}

const unknown: Image = { does: 'server', taken: golang, bytes: 50_000_000 }

export function lookUpImage(image: string): Image {
  const { repository } = splitImage(image)
  return Object.hasOwn(images, repository) ? (images[repository] ?? unknown) : unknown
}

/** Whether the catalogue says what an image does. */
export function isKnownImage(image: string): boolean {
  return Object.hasOwn(images, splitImage(image).repository)
}
