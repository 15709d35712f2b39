import {
  duplicateField, type FieldError, forbiddenField, invalidField, notFoundField, type Pod, requiredField, unsupportedField,
} from '../../shared/model/index.ts'
import { defaultVariable, validateEnv, validateEnvFrom } from './env.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { validateDescendingPath } from './path.ts'
import { validateContainerPorts } from './port.ts'
import { validateName } from './part-name.ts'
import { defaultLifecycle, defaultProbe, validateProbes } from './probe.ts'
import { validateResources } from './resources.ts'

export type Container = NonNullable<Pod['spec']>['containers'][number]

export function defaultContainer(container: Container): Container {
  let filled = fill(container, {
    imagePullPolicy: isLatest(container.image ?? '') ? 'Always' : 'IfNotPresent',
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  })
  filled = changeField(filled, 'ports', (ports) => mapSame(ports, (port) => fill(port, { protocol: 'TCP' })))
  filled = changeField(filled, 'env', (env) => mapSame(env, defaultVariable))
  filled = changeField(filled, 'lifecycle', defaultLifecycle)
  filled = changeField(filled, 'livenessProbe', defaultProbe)
  filled = changeField(filled, 'readinessProbe', defaultProbe)
  return changeField(filled, 'startupProbe', defaultProbe)
}

/** A pod's container asks for what it is limited to, unless it says otherwise; the container of a template leaves that to its pods. */
export function requestLimits(container: Container): Container {
  return changeField(container, 'resources', (resources) =>
    (resources.limits === undefined ? resources : changeField(fill(resources, { requests: {} }), 'requests', (requests) => fill(requests, resources.limits ?? {}))))
}

/** Whether an image has the tag `latest` or none. A digest is not a tag. */
function isLatest(image: string): boolean {
  if (image.includes('@')) return false
  const name = image.slice(image.lastIndexOf('/') + 1)
  const colon = name.indexOf(':')
  return colon === -1 || name.slice(colon + 1) === 'latest'
}

const pullPolicies = ['Always', 'IfNotPresent', 'Never']

/** All errors of a list of containers; names must differ from each other and from `taken`. */
export function validateContainers(
  containers: readonly Container[], volumes: ReadonlySet<string>, path: string, taken: ReadonlySet<string>, role: 'main' | 'init' = 'main',
): readonly FieldError[] {
  const names = new Set(taken)
  return containers.flatMap((container, index) => {
    const at = `${path}[${index}]`
    const errors = [...validateContainer(container, volumes, at), ...validateRestart(container, `${at}.restartPolicy`, role)]
    errors.push(...validateProbes(container, at, role === 'init' && container.restartPolicy !== 'Always'))
    if (container.name && names.has(container.name)) errors.push(duplicateField(`${at}.name`, container.name))
    names.add(container.name)
    return errors
  })
}

function validateRestart({ restartPolicy }: Container, path: string, role: 'main' | 'init'): readonly FieldError[] {
  if (restartPolicy === undefined) return []
  if (role === 'main') return [forbiddenField(path, 'may not be set for non-init containers')]
  return restartPolicy === 'Always' ? [] : [unsupportedField(path, restartPolicy, ['Always'])]
}

/** All errors of one container, but for those of its probes. */
export function validateContainer(container: Container, volumes: ReadonlySet<string>, path: string): readonly FieldError[] {
  const { name = '', image = '', imagePullPolicy = '' } = container
  return [
    ...validateName(name, `${path}.name`),
    ...validateImage(image, `${path}.image`),
    ...validateContainerPorts(container.ports ?? [], `${path}.ports`),
    ...validateEnv(container.env ?? [], `${path}.env`),
    ...validateEnvFrom(container.envFrom ?? [], `${path}.envFrom`),
    ...validateMounts(container.volumeMounts ?? [], volumes, `${path}.volumeMounts`),
    ...(pullPolicies.includes(imagePullPolicy) ? [] : [unsupportedField(`${path}.imagePullPolicy`, imagePullPolicy, pullPolicies)]),
    ...validateResources(container.resources ?? {}, `${path}.resources`),
  ]
}

function validateImage(image: string, path: string): readonly FieldError[] {
  if (image === '') return [requiredField(path, '')]
  return image === image.trim() ? [] : [invalidField(path, image, 'must not have leading or trailing whitespace')]
}

function validateMounts(mounts: NonNullable<Container['volumeMounts']>, volumes: ReadonlySet<string>, path: string): readonly FieldError[] {
  const paths = new Set<string>()
  return mounts.flatMap(({ name = '', mountPath = '', subPath }, index) => {
    const errors: FieldError[] = []
    const at = `${path}[${index}]`
    if (name === '') errors.push(requiredField(`${at}.name`, ''))
    else if (!volumes.has(name)) errors.push(notFoundField(`${at}.name`, name))
    if (mountPath === '') errors.push(requiredField(`${at}.mountPath`, ''))
    else if (paths.has(mountPath)) errors.push(invalidField(`${at}.mountPath`, mountPath, 'must be unique'))
    paths.add(mountPath)
    if (subPath) errors.push(...validateDescendingPath(subPath, `${at}.subPath`))
    return errors
  })
}
