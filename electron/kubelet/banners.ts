import { splitImage } from './image-reference.ts'
import { formatDate } from './shell/index.ts'

/** A line that a program writes, milliseconds after it began. */
export interface BannerLine {
  readonly after: number
  readonly text: string
  readonly stream: 'stdout' | 'stderr'
}

/** Where the program begins: milliseconds since 1970, and in which pod. */
export interface BannerPlace {
  readonly now: number
  readonly hostname: string
  readonly ip: string
}

type Banner = (place: BannerPlace, tag: string) => readonly string[]

const time = (format: string, now: number, after = 0) => formatDate(format, now + after)

const nginx: Banner = ({ now }, tag) => {
  const notice = (text: string) => `${time('%Y/%m/%d %H:%M:%S', now)} [notice] 1#1: ${text}`
  const version = /^\d+\.\d+(?:\.\d+)?/.exec(tag)?.[0] ?? '1.27.3'
  return [
    '/docker-entrypoint.sh: /docker-entrypoint.d/ is not empty, will attempt to perform configuration',
    '/docker-entrypoint.sh: Looking for shell scripts in /docker-entrypoint.d/',
    '/docker-entrypoint.sh: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh',
    '10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf',
    '10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
    '/docker-entrypoint.sh: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh',
    '/docker-entrypoint.sh: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh',
    '/docker-entrypoint.sh: Launching /docker-entrypoint.d/30-tune-worker-processes.sh',
    '/docker-entrypoint.sh: Configuration complete; ready for start up',
    notice('using the "epoll" event method'),
    notice(`nginx/${version.split('.').length === 2 ? `${version}.0` : version}`),
    notice('built by gcc 12.2.0 (Debian 12.2.0-14)'),
    notice('OS: Linux 6.8.0'),
    notice('getrlimit(RLIMIT_NOFILE): 1048576:1048576'),
    notice('start worker processes'),
    notice('start worker process 29'),
  ]
}

const apache: Banner = ({ now, ip }) => {
  const stamp = `[${time('%a %b %d %H:%M:%S', now)}.000000 ${time('%Y', now)}]`
  const advice = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${ip}. Set the 'ServerName' directive globally to suppress this message`
  return [
    advice, advice,
    `${stamp} [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4.62 (Unix) configured -- resuming normal operations`,
    `${stamp} [core:notice] [pid 1:tid 1] AH00094: Command line: 'httpd -D FOREGROUND'`,
  ]
}

const redis: Banner = ({ now }, tag) => {
  const version = /^\d+(?:\.\d+)*/.exec(tag)?.[0] ?? '7.4.1'
  const line = (role: string, text: string) => `1:${role} ${time('%d %b %Y %H:%M:%S', now)}.000 * ${text}`
  return [
    line('C', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo'),
    line('C', `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=1, just started`),
    `1:C ${time('%d %b %Y %H:%M:%S', now)}.000 # Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf`,
    line('M', 'monotonic clock: POSIX clock_gettime'),
    line('M', 'Running mode=standalone, port=6379.'),
    line('M', 'Server initialized'),
    line('M', 'Ready to accept connections tcp'),
  ]
}

const mysql: Banner = ({ now }, tag) => {
  const version = /^\d+\.\d+\.\d+/.exec(tag)?.[0] ?? '9.1.0'
  const entry = (text: string) => `${time('%Y-%m-%d %H:%M:%S+00:00', now)} [Note] [Entrypoint]: ${text}`
  const server = (code: string, kind: string, text: string) => `${time('%Y-%m-%dT%H:%M:%S', now)}.000000Z 0 [${kind}] [${code}] [Server] ${text}`
  return [
    entry(`Entrypoint script for MySQL Server ${version}-1.el9 started.`),
    entry("Switching to dedicated user 'mysql'"),
    server('MY-010116', 'System', `/usr/sbin/mysqld (mysqld ${version}) starting as process 1`),
    server('MY-010931', 'System', `/usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '/var/run/mysqld/mysqld.sock'  port: 3306  MySQL Community Server - GPL.`),
  ]
}

const postgres: Banner = ({ now }, tag) => {
  const line = (text: string) => `${time('%Y-%m-%d %H:%M:%S', now)}.000 UTC [1] LOG:  ${text}`
  return [
    line(`starting PostgreSQL ${/^\d+(?:\.\d+)?/.exec(tag)?.[0] ?? '17.2'} (Debian) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit`),
    line('listening on IPv4 address "0.0.0.0", port 5432'),
    line('listening on IPv6 address "::", port 5432'),
    line('listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"'),
    line('database system is ready to accept connections'),
  ]
}

const whoami: Banner = ({ now }) => [`${time('%Y/%m/%d %H:%M:%S', now)} Starting up on port 80`]

/** What servers write when they begin, by repository. */
const banners: Readonly<Record<string, Banner>> = {
  'library/nginx': nginx, 'nginxdemos/hello': nginx, 'library/httpd': apache, 'hpa-example': apache, 'library/wordpress': apache, 'library/redis': redis,
  'library/mysql': mysql, 'library/postgres': postgres, 'traefik/whoami': whoami,
  'luksa/kubia': () => ['Kubia server starting...'],
  'luksa/kubia-unhealthy': () => ['Kubia server starting...'],
  'hashicorp/http-echo': ({ now }) => [`${time('%Y/%m/%d %H:%M:%S', now)} [INFO] server is listening on :5678`],
  'library/mariadb': ({ now }) => [`${time('%Y-%m-%d %H:%M:%S', now)} 0 [Note] mariadbd: ready for connections.`],
  'library/mongo': ({ now }) => [
    `{"t":{"$date":"${new Date(now).toISOString().replace('Z', '+00:00')}"},"s":"I",  "c":"NETWORK",  "id":23016,   "ctx":"listener","msg":"Waiting for connections","attr":{"port":27017,"ssl":"off"}}`,
  ],
  'library/rabbitmq': ({ now, hostname }) => [`${new Date(now).toISOString().slice(0, 19).replace('T', ' ')}.000000+00:00 [info] <0.9.0> Server startup complete; 4 plugins started. node rabbit@${hostname}`],
  'library/hello-world': () => [
    '', 'Hello from Docker!', 'This message shows that your installation appears to be working correctly.', '',
  ],
}

/** Which of them write to stderr. */
const complainers = new Set(['library/httpd', 'hpa-example', 'library/wordpress', 'library/postgres', 'hashicorp/http-echo'])

/** The first lines of an image's own program. */
export function bannerOf(image: string, place: BannerPlace): readonly BannerLine[] {
  const { repository, tag } = splitImage(image)
  const banner = Object.hasOwn(banners, repository) ? banners[repository] : undefined
  const stream = complainers.has(repository) ? 'stderr' : 'stdout'
  return (banner?.(place, tag) ?? []).map((text, index) => ({ after: 5 + index * 3, text, stream }))
}
