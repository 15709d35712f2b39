import { createHash } from 'node:crypto'
import type { ConfigMap, Node, Pod, Secret, StoredObject } from '../../shared/model/index.ts'
import { findContainer } from './environment.ts'
import type { FindObject } from './find-object.ts'
import { readPodField, readResourceField } from './pod-fields.ts'
import { createFile, type DirectoryNode, type Node as FileNode } from './shell/index.ts'

type Volume = NonNullable<NonNullable<Pod['spec']>['volumes']>[number]
type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number]
type DownwardItem = NonNullable<NonNullable<Volume['downwardAPI']>['items']>[number]
type Item = NonNullable<NonNullable<Volume['configMap']>['items']>[number]

export interface ProjectedFile {
  readonly bytes: Uint8Array
  readonly mode: number
}

export interface ProjectionView {
  readonly find: FindObject
  readonly pod: StoredObject<Pod>
  readonly node: StoredObject<Node> | undefined
}

/** The files of a volume that shows objects of the API, by path; undefined for a volume of another kind. */
export function projectFiles(volume: Volume, view: ProjectionView): ReadonlyMap<string, ProjectedFile> | undefined {
  const { configMap, secret, downwardAPI, projected } = volume
  if (configMap !== undefined) return projectSource({ configMap }, configMap.defaultMode, view)
  if (secret !== undefined) return projectSource({ secret: named(secret.secretName, secret.items) }, secret.defaultMode, view)
  if (downwardAPI !== undefined) return projectSource({ downwardAPI }, downwardAPI.defaultMode, view)
  if (projected === undefined) return undefined
  return new Map((projected.sources ?? []).flatMap((source) => [...projectSource(source, projected.defaultMode, view)]))
}

function named(name: string | undefined, items: readonly Item[] | undefined): { readonly name?: string; readonly items?: readonly Item[] } {
  return { ...(name === undefined ? {} : { name }), ...(items === undefined ? {} : { items }) }
}

function projectSource(source: Projection, defaultMode = 0o644, view: ProjectionView): ReadonlyMap<string, ProjectedFile> {
  const { find, pod } = view
  const { namespace = '' } = pod.metadata
  const { configMap, secret, downwardAPI, serviceAccountToken } = source
  if (configMap !== undefined) {
    const found = find('ConfigMap', namespace, configMap.name ?? '') as StoredObject<ConfigMap> | undefined
    const texts = Object.entries(found?.data ?? {}).map(([key, text]) => [key, Buffer.from(text)] as const)
    return pick(new Map([...texts, ...decode(found?.binaryData)]), configMap.items, defaultMode)
  }
  if (secret !== undefined) {
    const found = find('Secret', namespace, secret.name ?? '') as StoredObject<Secret> | undefined
    return pick(new Map(decode(found?.data)), secret.items, defaultMode)
  }
  if (downwardAPI !== undefined) {
    return new Map((downwardAPI.items ?? []).map((item) => [item.path, { bytes: Buffer.from(readItem(item, view)), mode: item.mode ?? defaultMode }]))
  }
  return serviceAccountToken === undefined
    ? new Map()
    : new Map([[serviceAccountToken.path, { bytes: Buffer.from(writeToken(pod, serviceAccountToken.audience)), mode: defaultMode }]])
}

function decode(data: Readonly<Record<string, string>> = {}): readonly (readonly [string, Uint8Array])[] {
  return Object.entries(data).map(([key, text]) => [key, Buffer.from(text, 'base64')])
}

/** All keys under their own names, or those of `items` under the paths given. */
function pick(values: ReadonlyMap<string, Uint8Array>, items: readonly Item[] | undefined, defaultMode: number): ReadonlyMap<string, ProjectedFile> {
  const wanted: readonly Pick<Item, 'key' | 'path' | 'mode'>[] = items ?? [...values.keys()].map((key) => ({ key, path: key }))
  return new Map(wanted.flatMap(({ key, path, mode = defaultMode }) => {
    const bytes = values.get(key)
    return bytes === undefined ? [] : [[path, { bytes, mode }] as const]
  }))
}

function readItem({ fieldRef, resourceFieldRef }: DownwardItem, { pod, node }: ProjectionView): string {
  if (fieldRef !== undefined) return readPodField(pod, fieldRef.fieldPath) ?? ''
  const container = findContainer(pod, resourceFieldRef?.containerName)
  return container === undefined || resourceFieldRef === undefined ? '' : readResourceField(container, node, resourceFieldRef)
}

/** A text of a token's form that opens nothing, here or elsewhere. */
function writeToken(pod: StoredObject<Pod>, audience = 'https://kubernetes.default.svc.cluster.local'): string {
  const { name, namespace = '', uid } = pod.metadata
  const account = pod.spec?.serviceAccountName ?? 'default'
  const claims = {
    aud: [audience], iss: 'https://kubernetes.default.svc.cluster.local', sub: `system:serviceaccount:${namespace}:${account}`,
    'kubernetes.io': { namespace, pod: { name, uid }, serviceaccount: { name: account } },
  }
  const signed = [{ alg: 'RS256', kid: '' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${signed}.${createHash('sha512').update(signed).digest('base64url')}`
}

/** A read-only tree of the files that `read` gives whenever it is looked at; paths may lead into folders. */
export function createProjectedTree(read: () => ReadonlyMap<string, ProjectedFile>, modified: number): DirectoryNode {
  const openFolder = (prefix: string): DirectoryNode => ({
    kind: 'directory', entries: new Map(), mode: 0o777, modified,
    projected: () => new Map([...read()].filter(([path]) => path.startsWith(prefix)).map(([path, file]): [string, FileNode] => {
      const [name = '', ...below] = path.slice(prefix.length).split('/')
      return [name, below.length === 0 ? createFile(file.bytes, modified, file.mode) : openFolder(`${prefix}${name}/`)]
    })),
  })
  return openFolder('')
}
