import type { Node, Pod, StoredObject } from '../../shared/model/index.ts'
import type { Container } from './container.ts'
import type { FindObject } from './find-object.ts'
import { createProjectedTree, projectFiles } from './projected-files.ts'
import { expandReferences } from './references.ts'
import { createDirectory, createFile, type DirectoryNode, type Node as FileNode } from './shell/index.ts'

type Volume = NonNullable<NonNullable<Pod['spec']>['volumes']>[number]

/** Folders that outlive a container: an emptyDir lives as long as its pod, a claim's as long as the claim, a node's as long as the program. */
export interface Folders {
  /** What is mounted into a container, by absolute path. */
  mount(pod: StoredObject<Pod>, container: Container, env: ReadonlyMap<string, string>): Readonly<Record<string, FileNode>>
  forgetPod(uid: string): void
  forgetClaim(uid: string): void
}

export interface FoldersView {
  readonly find: FindObject
  now(): number
}

export function createFolders({ find, now }: FoldersView): Folders {
  const folders = new Map<string, DirectoryNode>()
  const ensure = (key: string): DirectoryNode => {
    const there = folders.get(key)
    if (there !== undefined) return there
    const made = createDirectory(now(), 0o777)
    folders.set(key, made)
    return made
  }

  function open(pod: StoredObject<Pod>, volume: Volume): DirectoryNode {
    const { namespace = '', name, uid } = pod.metadata
    const nodeName = pod.spec?.nodeName ?? ''
    const view = () => ({
      find,
      pod: (find('Pod', namespace, name) as StoredObject<Pod> | undefined) ?? pod,
      node: find('Node', '', nodeName) as StoredObject<Node> | undefined,
    })
    if (projectFiles(volume, view()) !== undefined) return createProjectedTree(() => projectFiles(volume, view()) ?? new Map(), now())
    const claim = volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral === undefined ? undefined : `${name}-${volume.name}`)
    if (claim !== undefined) return ensure(claimKey(find('PersistentVolumeClaim', namespace, claim)?.metadata.uid ?? `${namespace}/${claim}`))
    if (volume.hostPath !== undefined) return ensure(`node ${nodeName} ${volume.hostPath.path}`)
    return ensure(`${podKey(uid)}${volume.name}`)
  }

  return {
    mount: (pod, container, env) => {
      const volumes = new Map((pod.spec?.volumes ?? []).map((volume) => [volume.name, volume]))
      const mounted = (container.volumeMounts ?? []).flatMap(({ name, mountPath, subPath, subPathExpr, readOnly }): readonly [string, FileNode][] => {
        const volume = volumes.get(name)
        if (volume === undefined) return []
        const path = subPathExpr === undefined ? subPath ?? '' : expandReferences(subPathExpr, (variable) => env.get(variable))
        const node = openSubPath(open(pod, volume), path, now())
        return [[mountPath, readOnly === true && node.kind === 'directory' ? seal(node) : node]]
      })
      return { [container.terminationMessagePath ?? '/dev/termination-log']: createFile('', now(), 0o666), ...Object.fromEntries(mounted) }
    },
    forgetPod: (uid) => {
      for (const key of folders.keys()) if (key.startsWith(podKey(uid))) folders.delete(key)
    },
    forgetClaim: (uid) => {
      folders.delete(claimKey(uid))
    },
  }
}

function podKey(uid: string): string {
  return `pod ${uid} `
}

function claimKey(uid: string): string {
  return `claim ${uid}`
}

/** A part of a volume. Folders on the way are made, as the kubelet does; a file of a projected one stays as it is at that moment. */
function openSubPath(root: DirectoryNode, path: string, now: number): FileNode {
  let node: FileNode = root
  for (const part of path.split('/').filter((name) => name !== '' && name !== '.')) {
    if (node.kind !== 'directory') return node
    const there: FileNode | undefined = entriesOf(node).get(part)
    const next: FileNode = there ?? createDirectory(now)
    if (there === undefined && node.projected === undefined) node.entries.set(part, next)
    node = next
  }
  return node
}

/** The same folder, where nothing can be written. */
function seal(folder: DirectoryNode): DirectoryNode {
  const sealed = (node: FileNode): FileNode => (node.kind === 'directory' ? seal(node) : node)
  return { ...folder, entries: new Map(), projected: () => new Map(Array.from(entriesOf(folder), ([name, node]) => [name, sealed(node)])) }
}

function entriesOf(folder: DirectoryNode): ReadonlyMap<string, FileNode> {
  return folder.projected?.() ?? folder.entries
}
