import type { Pod } from '../../shared/model/index.ts'
import type { Container } from './container.ts'
import type { FindObject } from './find-object.ts'

/** What keeps a container from being made: a ConfigMap or Secret, or a key of one, that its environment needs. The kubelet's own words. */
export function findMissingConfig(container: Container, namespace: string, find: FindObject): string | undefined {
  for (const { configMapRef, secretRef } of container.envFrom ?? []) {
    const missing = judge(find, namespace, 'ConfigMap', configMapRef) ?? judge(find, namespace, 'Secret', secretRef)
    if (missing !== undefined) return missing
  }
  for (const { valueFrom } of container.env ?? []) {
    const missing = judge(find, namespace, 'ConfigMap', valueFrom?.configMapKeyRef) ?? judge(find, namespace, 'Secret', valueFrom?.secretKeyRef)
    if (missing !== undefined) return missing
  }
  return undefined
}

interface Reference {
  readonly name?: string
  readonly key?: string
  readonly optional?: boolean
}

function judge(find: FindObject, namespace: string, kind: 'ConfigMap' | 'Secret', reference: Reference | undefined): string | undefined {
  if (reference?.name === undefined || reference.optional === true) return undefined
  const found = find(kind, namespace, reference.name)
  if (found === undefined) return `${kind.toLowerCase()} "${reference.name}" not found`
  if (reference.key === undefined || hasKey(found, reference.key)) return undefined
  return `couldn't find key ${reference.key} in ${kind} ${namespace}/${reference.name}`
}

function hasKey(object: Readonly<Record<string, unknown>>, key: string): boolean {
  return [object['data'], object['binaryData'], object['stringData']].some((data) => typeof data === 'object' && data !== null && Object.hasOwn(data, key))
}

/** Why a pod's volumes cannot be mounted yet; the message of its Event `FailedMount`. */
export function findMissingVolume(pod: Pod, find: FindObject): string | undefined {
  const namespace = pod.metadata.namespace ?? ''
  for (const { name, configMap, secret, projected } of pod.spec?.volumes ?? []) {
    const missing = judgeFiles(find, namespace, 'ConfigMap', configMap) ?? judgeFiles(find, namespace, 'Secret', secret === undefined ? undefined : { ...secret, name: secret.secretName })
      ?? (projected?.sources ?? []).map((source) => judgeFiles(find, namespace, 'ConfigMap', source.configMap) ?? judgeFiles(find, namespace, 'Secret', source.secret)).find((one) => one !== undefined)
    if (missing !== undefined) return `MountVolume.SetUp failed for volume "${name}" : ${missing}`
  }
  return undefined
}

interface FileReference {
  readonly name?: string | undefined
  readonly optional?: boolean
  readonly items?: readonly { readonly key: string }[]
}

function judgeFiles(find: FindObject, namespace: string, kind: 'ConfigMap' | 'Secret', reference: FileReference | undefined): string | undefined {
  if (reference?.name === undefined || reference.optional === true) return undefined
  const found = find(kind, namespace, reference.name)
  if (found === undefined) return `${kind.toLowerCase()} "${reference.name}" not found`
  const absent = (reference.items ?? []).some(({ key }) => !hasKey(found, key))
  return absent ? `references non-existent ${kind === 'Secret' ? 'secret' : 'config'} key: ${reference.items?.find(({ key }) => !hasKey(found, key))?.key}` : undefined
}
