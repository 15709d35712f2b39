import { Buffer } from 'node:buffer'
import type { StoredObject } from '../../shared/model/index.ts'
import { badRequest, expired, expiredPage, StatusError, tooLargeRevision } from '../../shared/status/index.ts'
import type { Cluster, Pace } from '../cluster/index.ts'
import type { Call } from './call.ts'
import type { ListOptions } from './list-options.ts'
import type { Selection } from './selection.ts'

/** Where a list goes on: after the object of this place, as the store was at this revision (0: as it is now). */
interface PageToken {
  readonly revision: number
  readonly after: string
}

interface Listing {
  readonly items: readonly StoredObject[]
  readonly revision: number
}

/** A page of a list. */
export interface Page {
  readonly items: readonly StoredObject[]
  readonly metadata: { readonly resourceVersion: string; readonly continue?: string; readonly remainingItemCount?: number }
}

const tooOldPage = 'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use '
  + 'the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects '
  + 'that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.'

/**
 * The objects that a list's options and selection call for, found in turns. Throws Expired for a revision that has left the history, BadRequest for
 * a bad token. As upstream, a page that is full says that more may come as long as any object is left, taken by the selection or not.
 */
export async function readPage(call: Call, options: ListOptions, selection: Selection): Promise<Page> {
  const token = options.continue === '' ? undefined : parseToken(options.continue)
  const { items: all, revision } = token === undefined ? readFirst(call, options) : readNext(call, token)
  const start = token === undefined ? 0 : findAfter(all, token.after)
  const most = options.limit > 0 ? options.limit : all.length
  const { items, end } = selection === undefined ? takeNext(all, start, most) : await selectNext(all, start, most, selection, call.cluster.pace)
  const resourceVersion = String(revision)
  const last = items.at(-1)
  if (end >= all.length || last === undefined) return { items, metadata: { resourceVersion } }
  return {
    items,
    metadata: {
      resourceVersion,
      continue: formatToken({ revision, after: placeOf(last) }),
      // What is left is known only when nothing is left out.
      ...(selection === undefined ? { remainingItemCount: all.length - end } : {}),
    },
  }
}

/** Objects of a listing, and where in it what follows them begins. */
interface Stretch {
  readonly items: readonly StoredObject[]
  readonly end: number
}

function takeNext(all: readonly StoredObject[], start: number, most: number): Stretch {
  const end = Math.min(all.length, start + most)
  return { items: end - start === all.length ? all : all.slice(start, end), end }
}

/** Objects that are looked at between two looks at the clock. */
const stride = 500

async function selectNext(all: readonly StoredObject[], start: number, most: number, selects: NonNullable<Selection>, pace: Pace): Promise<Stretch> {
  const items: StoredObject[] = []
  let end = start
  while (end < all.length && items.length < most) {
    const object = all[end++]!
    if (selects(object)) items.push(object)
    if (end % stride === 0 && pace.isOver()) await pace.turn()
  }
  return { items, end }
}

function readFirst(call: Call, { revision, match, limit }: ListOptions): Listing {
  if (revision === undefined || revision === 0) return listAt(call, undefined)
  const { cluster } = call
  if (revision > cluster.revision) throw tooLargeRevision(revision, cluster.revision)
  // Without a match, upstream takes a page for one of that very revision, a whole list for one no older.
  const exact = match === 'Exact' || (match === undefined && limit > 0)
  return listAt(call, exact ? revision : undefined)
}

function readNext(call: Call, token: PageToken): Listing {
  try {
    return listAt(call, token.revision === 0 ? undefined : token.revision)
  } catch (error) {
    if (error instanceof StatusError && error.status.reason === 'Expired') throw expiredPage(tooOldPage, formatToken({ ...token, revision: 0 }))
    throw error
  }
}

/** The newest listings of each cluster: the pages of a list come from one, and need not be sorted anew. */
const listings = new WeakMap<Cluster, Map<string, Listing>>()
const keptListings = 4

function listAt(call: Call, revision: number | undefined): Listing {
  const { cluster, resource, route } = call
  const kept = listings.get(cluster) ?? new Map<string, Listing>()
  listings.set(cluster, kept)
  const key = (at: number) => `${resource.key}/${route.namespace}/${at}`
  const known = kept.get(key(revision ?? cluster.revision))
  if (known !== undefined) return known
  const listing = list(call, revision)
  if (listing.items.length === 0) return listing
  kept.set(key(listing.revision), listing)
  for (const oldest of kept.keys()) if (kept.size > keptListings) kept.delete(oldest)
  return listing
}

function list({ cluster, resource, route }: Call, revision: number | undefined): Listing {
  try {
    return cluster.list(resource.key, {
      ...(route.namespace === '' ? {} : { namespace: route.namespace }),
      ...(revision === undefined ? {} : { revision }),
    })
  } catch (error) {
    if (error instanceof StatusError && error.status.reason === 'Expired') throw expired('The resourceVersion for the provided list is too old.')
    throw error
  }
}

function placeOf({ metadata }: StoredObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`
}

/** Index of the first item after a place; the items are sorted by namespace and name. */
function findAfter(items: readonly StoredObject[], after: string): number {
  const slash = after.indexOf('/')
  const [namespace, name] = [after.slice(0, slash), after.slice(slash + 1)]
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const { metadata } = items[middle] ?? {}
    const [own = '', called = ''] = [metadata?.namespace, metadata?.name]
    if (own < namespace || (own === namespace && called <= name)) low = middle + 1
    else high = middle
  }
  return low
}

function formatToken({ revision, after }: PageToken): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start: after })).toString('base64url')
}

function parseToken(text: string): PageToken {
  const invalid = (why: string) => badRequest(`invalid continue token: continue key is not valid: ${why}`)
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw invalid('it is not one of this server')
  }
  if (typeof value !== 'object' || value === null || !('v' in value) || !('rv' in value) || !('start' in value)) throw invalid('it is not one of this server')
  const { v, rv, start } = value
  if (v !== 'meta.k8s.io/v1') throw invalid('server does not recognize this encoded version')
  if (typeof rv !== 'number' || !Number.isSafeInteger(rv) || rv < 0) throw invalid('incorrect encoded start resourceVersion (version meta.k8s.io/v1)')
  if (typeof start !== 'string' || !start.includes('/')) throw invalid('encoded start key empty (version meta.k8s.io/v1)')
  return { revision: rv, after: start }
}
