import type { ApiServer } from '../../electron/apiserver/index.ts'
import { createApiServer, silentPods } from '../../electron/apiserver/index.ts'
import { type Cluster, createCluster, createManualClock, type ManualClock } from '../../electron/cluster/index.ts'
import { createMemoryLog } from '../../electron/store/index.ts'

/** The API over a cluster in which nothing happens by itself. */
export interface ApiUnderTest {
  readonly api: ApiServer
  readonly cluster: Cluster
  readonly clock: ManualClock
  /** Ends the watches. */
  end(): void
  /** Sends a request as a JSON client does; resolves with the status and the decoded body. */
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
}

export interface Answer {
  readonly code: number
  readonly body: Body
  readonly headers: Headers
}

/** An answer's body, as far as tests look into it. */
export interface Body {
  readonly kind?: string
  readonly message?: string
  readonly reason?: string
  readonly code?: number
  readonly status?: string | { readonly phase?: string }
  readonly metadata?: {
    readonly name?: string
    readonly resourceVersion?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
    readonly continue?: string
    readonly remainingItemCount?: number
  }
  readonly items?: readonly Body[]
  readonly columnDefinitions?: readonly { readonly name: string }[] | null
  readonly rows?: readonly { readonly cells: readonly unknown[]; readonly object: { readonly kind?: string } | null }[]
  readonly groups?: readonly Body[]
  readonly versions?: readonly Body[]
  readonly resources?: readonly Body[]
  readonly version?: string
  readonly groupVersion?: string
  readonly resource?: string
  readonly name?: string
  readonly [field: string]: unknown
}

export const start = Date.parse('2025-01-01T00:00:00Z')

export async function openApi(): Promise<ApiUnderTest> {
  const clock = createManualClock(start)
  const cluster = await createCluster({ log: createMemoryLog(), clock, seed: 1 })
  const ending = new AbortController()
  const api = createApiServer({ cluster, pods: silentPods, ending: ending.signal })
  return {
    api, cluster, clock,
    end: () => ending.abort(),
    send: async (method, path, body, headers = {}) => {
      const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
      const type: Readonly<Record<string, string>> = body === undefined ? {} : { 'content-type': 'application/json' }
      const response = await api.handle(new Request(`https://localhost${path}`, { method, headers: { ...type, ...headers }, ...sent }))
      const text = await response.text()
      return { code: response.status, headers: response.headers, body: (text.startsWith('{') ? JSON.parse(text) : { text }) as Body }
    },
  }
}

export function podNamed(name: string, labels: Readonly<Record<string, string>> = {}) {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
}
