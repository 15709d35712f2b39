import { EventEmitter, once } from 'node:events'
import { type CoreV1Api, type KubeConfig, type V1ObjectMeta, Watch } from '@kubernetes/client-node'

/** A ConfigMap, as far as it is looked into. */
export interface ConfigMap {
  readonly metadata?: Pick<V1ObjectMeta, 'name' | 'uid' | 'labels' | 'resourceVersion'>
  readonly data?: Readonly<Record<string, string>>
}

/** What a client saw, in its order: a list, and the changes after it up to the next. */
export interface Segment {
  readonly revision: number
  readonly items: readonly ConfigMap[]
  readonly changes: readonly Change[]
}

export interface Change {
  readonly type: string
  readonly object: ConfigMap
}

export interface FollowOptions {
  readonly config: KubeConfig
  readonly core: CoreV1Api
  readonly labelSelector?: string
  /** After how many changes a connection breaks, and what is waited for before the next. */
  readonly connection: (number: number) => { readonly changes: number; readonly pause: Promise<unknown> }
  /** Whether a change is the last to be waited for. */
  readonly isLast: (object: ConfigMap) => boolean
}

export interface Followed {
  readonly segments: readonly Segment[]
  readonly connections: number
}

type End = 'last' | 'broken' | 'expired'

/** Lists and watches the ConfigMaps of `default` over connections that break: it goes on from the newest revision seen, or lists again at 410. */
export async function follow({ config, core, labelSelector, connection, isLast }: FollowOptions): Promise<Followed> {
  const segments: { revision: number; items: readonly ConfigMap[]; changes: Change[] }[] = []
  const selected = labelSelector === undefined ? {} : { labelSelector }
  let end: End = 'expired'
  let at = ''
  let connections = 0
  while (end !== 'last') {
    if (end === 'expired') {
      const { items, metadata } = await core.listNamespacedConfigMap({ namespace: 'default', ...selected })
      at = metadata?.resourceVersion ?? ''
      segments.push({ revision: Number(at), items, changes: [] })
      if (items.some((item) => isLast(item))) break
    }
    const { changes, pause } = connection(connections++)
    let left = changes
    end = await watchOnce(config, { resourceVersion: at, ...selected }, (type, object) => {
      segments.at(-1)?.changes.push({ type, object })
      at = object.metadata?.resourceVersion ?? ''
      return isLast(object) ? 'last' : --left === 0 ? 'broken' : undefined
    })
    await pause
  }
  return { segments, connections }
}

/** One connection: until `take` gives an end, after which nothing that still comes is taken, or the server closes it. */
async function watchOnce(config: KubeConfig, query: Readonly<Record<string, string>>, take: (type: string, object: ConfigMap) => End | undefined): Promise<End> {
  let end: End | undefined
  const events = new EventEmitter()
  const closed = once(events, 'close') as Promise<[{ readonly statusCode?: number; readonly name?: string } | null | undefined]>
  const connection = await new Watch(config).watch('/api/v1/namespaces/default/configmaps', { ...query }, (type: string, object: ConfigMap & { readonly code?: number }) => {
    if (end !== undefined) return
    end = type === 'ERROR' && object.code === 410 ? 'expired' : take(type, object)
    if (end !== undefined) events.emit('end')
  }, (error) => events.emit('close', error))
  events.once('end', () => connection.abort())
  // The first changes may have come with the answer's head.
  if (end !== undefined) connection.abort()
  const [error] = await closed
  if (error?.statusCode === 410) return 'expired'
  if (error !== null && error !== undefined && error.name !== 'AbortError') throw error as Error
  return end ?? 'broken'
}
