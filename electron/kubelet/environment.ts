import type { ConfigMap, Node, Pod, Secret, Service, StoredObject } from '../../shared/model/index.ts'
import type { Container } from './container.ts'
import type { FindObject } from './find-object.ts'
import { readPodField, readResourceField } from './pod-fields.ts'
import { expandReferences } from './references.ts'
import { describeServices } from './service-variables.ts'

type Source = NonNullable<NonNullable<Container['env']>[number]['valueFrom']>

export interface EnvironmentView {
  readonly find: FindObject
  /** All of the pod's namespace, and `default/kubernetes`. */
  readonly services: readonly StoredObject<Service>[]
  readonly node: StoredObject<Node> | undefined
  readonly hostname: string
}

/**
 * The environment of a container as the kubelet sets it: `envFrom`, then `env` with `$(NAME)` put in, then the Services there were when it started, which
 * override nothing.
 */
export function buildEnvironment(pod: StoredObject<Pod>, container: Container, view: EnvironmentView): ReadonlyMap<string, string> {
  const { namespace = '' } = pod.metadata
  const links = describeServices(view.services.filter((service) => isLinked(pod, service)))
  const result = new Map([['HOSTNAME', view.hostname]])
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const values = { ...readConfigMap(view.find, namespace, configMapRef?.name), ...readSecret(view.find, namespace, secretRef?.name) }
    for (const [key, value] of Object.entries(values)) result.set(`${prefix}${key}`, value)
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    const given = valueFrom === undefined
      ? expandReferences(value ?? '', (key) => result.get(key) ?? links.get(key))
      : readSource(pod, container, valueFrom, view)
    if (given !== undefined) result.set(name, given)
  }
  for (const [name, value] of links) if (!result.has(name)) result.set(name, value)
  return result
}

/** The API's own Service is linked everywhere, the others where the pod has not said no. */
function isLinked(pod: StoredObject<Pod>, { metadata }: StoredObject<Service>): boolean {
  if (metadata.namespace === 'default' && metadata.name === 'kubernetes') return true
  return metadata.namespace === pod.metadata.namespace && pod.spec?.enableServiceLinks !== false
}

function readSource(pod: StoredObject<Pod>, container: Container, source: Source, { find, node }: EnvironmentView): string | undefined {
  const { namespace = '' } = pod.metadata
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = source
  if (fieldRef !== undefined) return readPodField(pod, fieldRef.fieldPath)
  if (resourceFieldRef !== undefined) return readResourceField(findContainer(pod, resourceFieldRef.containerName) ?? container, node, resourceFieldRef)
  if (configMapKeyRef !== undefined) return readConfigMap(find, namespace, configMapKeyRef.name)[configMapKeyRef.key]
  return secretKeyRef === undefined ? undefined : readSecret(find, namespace, secretKeyRef.name)[secretKeyRef.key]
}

export function findContainer(pod: Pod, name: string | undefined): Container | undefined {
  return [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find((container) => container.name === name)
}

function readConfigMap(find: FindObject, namespace: string, name: string | undefined): Readonly<Record<string, string>> {
  const found = name === undefined ? undefined : (find('ConfigMap', namespace, name) as StoredObject<ConfigMap> | undefined)
  return found?.data ?? {}
}

function readSecret(find: FindObject, namespace: string, name: string | undefined): Readonly<Record<string, string>> {
  const found = name === undefined ? undefined : (find('Secret', namespace, name) as StoredObject<Secret> | undefined)
  return Object.fromEntries(Object.entries(found?.data ?? {}).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]))
}
