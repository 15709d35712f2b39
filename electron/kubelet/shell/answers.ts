import { formatDate } from './date-format.ts'
import { splitImage } from '../image-reference.ts'

export interface HttpRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** Header names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

export interface HttpAnswer {
  readonly status: number
  readonly reason: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  /** The line that the program logs. */
  readonly log?: string
}

/** Where a program listens and what it knows of its place. */
export interface Place {
  readonly hostname: string
  readonly ip: string
  readonly port: number
  /** The client's address. */
  readonly from: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export type Respond = (request: HttpRequest, place: Place) => HttpAnswer

function httpDate(now: number): string {
  return formatDate('%a, %d %b %Y %H:%M:%S GMT', now)
}

function answer(status: number, reason: string, headers: HttpAnswer['headers'], body: string, log?: string): HttpAnswer {
  return { status, reason, headers, body, ...(log === undefined ? {} : { log }) }
}

/** A line of the common log format, with referrer and agent. */
function accessLog(request: HttpRequest, place: Place, status: number, size: number): string {
  const time = formatDate('%d/%b/%Y:%H:%M:%S %z', place.now)
  const agent = request.headers.get('user-agent') ?? '-'
  return `${place.from} - - [${time}] "${request.method} ${request.target} HTTP/1.1" ${status} ${size} "-" "${agent}" "-"`
}

const nginxWelcome = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`

const nginxNotFound = `<html>\r
<head><title>404 Not Found</title></head>\r
<body>\r
<center><h1>404 Not Found</h1></center>\r
<hr><center>nginx/1.27.3</center>\r
</body>\r
</html>\r
`

const httpdNotFound = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL was not found on this server.</p>
</body></html>
`

/** A server of static files that holds nothing but its index page. */
function servePage(server: string, index: string, notFound: string): Respond {
  return (request, place) => {
    const path = request.target.split('?')[0] ?? '/'
    const found = path === '/' || path === '/index.html'
    const body = found ? index : notFound
    const headers: [string, string][] = [['Server', server], ['Date', httpDate(place.now)], ['Content-Type', 'text/html'], ['Connection', 'keep-alive']]
    return answer(found ? 200 : 404, found ? 'OK' : 'Not Found', headers, body, accessLog(request, place, found ? 200 : 404, Buffer.byteLength(body)))
  }
}

/** The small Node.js servers of "Kubernetes in Action". */
function serveKubia(status: number, reason: string, body: (place: Place) => string): Respond {
  return (_, place) => answer(
    status, reason, [['Date', httpDate(place.now)], ['Connection', 'keep-alive']], body(place), `Received request from ::ffff:${place.from}`,
  )
}

/** Tells the request back: what a program answers of which nothing better is known. */
const echoRequest: Respond = (request, place) => {
  const lines = [
    `Hostname: ${place.hostname}`, `Pod IP: ${place.ip}`, `Port: ${place.port}`, `Client: ${place.from}`, '',
    `${request.method} ${request.target} HTTP/1.1`, ...[...request.headers].map(([name, value]) => `${name}: ${value}`), '', request.body.toString('utf8'),
  ]
  return answer(200, 'OK', [['Date', httpDate(place.now)], ['Content-Type', 'text/plain; charset=utf-8'], ['Connection', 'keep-alive']], `${lines.join('\n').trimEnd()}\n`)
}

const images: Readonly<Record<string, Respond>> = {
  'luksa/kubia': serveKubia(200, 'OK', ({ hostname }) => `You've hit ${hostname}\n`),
  'luksa/kubia-unhealthy': serveKubia(500, 'Internal Server Error', () => "I'm not well. Please restart me!"),
  nginx: servePage('nginx/1.27.3', nginxWelcome, nginxNotFound),
  httpd: servePage('Apache/2.4.62 (Unix)', '<html><body><h1>It works!</h1></body></html>\n', httpdNotFound),
}

/** How the program of an image answers over HTTP. `luksa/kubia:v2` says so in its answer. */
export function findAnswer(image: string): Respond {
  const { repository: full, tag } = splitImage(image)
  const repository = full.replace(/^library\//, '')
  if (repository === 'luksa/kubia' && /^v\d+$/.test(tag)) {
    return serveKubia(200, 'OK', ({ hostname }) => `This is ${tag} running in pod ${hostname}\n`)
  }
  return Object.hasOwn(images, repository) ? images[repository] ?? echoRequest : echoRequest
}
