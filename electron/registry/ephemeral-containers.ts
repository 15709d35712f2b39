import { duplicateField, type FieldError, forbiddenField, notFoundField, type Pod } from '../../shared/model/index.ts'
import { validateContainer } from './container.ts'
import { equalJson } from '../schema/index.ts'

type PodSpec = NonNullable<Pod['spec']>
export type EphemeralContainer = NonNullable<PodSpec['ephemeralContainers']>[number]

/** What only containers that a pod is made for may have, in the order in which Kubernetes names it. */
const serviceFields = ['ports', 'resources', 'resizePolicy', 'restartPolicy', 'livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const

/** All errors of a pod's ephemeral containers: their names differ from all others, their targets are among the others. */
export function validateEphemeralContainers({ ephemeralContainers = [], containers = [], initContainers = [], volumes = [] }: PodSpec, path: string): readonly FieldError[] {
  const others = new Set([...containers, ...initContainers].map(({ name }) => name))
  const names = new Set(others)
  const mountable = new Set(volumes.map(({ name }) => name))
  return ephemeralContainers.flatMap((container, index) => {
    const at = `${path}[${index}]`
    const { name = '', targetContainerName = '' } = container
    const errors = [...validateContainer(container, mountable, at)]
    if (name !== '' && names.has(name)) errors.push(duplicateField(`${at}.name`, name))
    names.add(name)
    if (targetContainerName !== '' && !others.has(targetContainerName)) errors.push(notFoundField(`${at}.targetContainerName`, targetContainerName))
    return [...errors, ...forbidServices(container, at)]
  })
}

function forbidServices(container: EphemeralContainer, path: string): readonly FieldError[] {
  const forbid = (field: string) => forbiddenField(`${path}.${field}`, 'cannot be set for an Ephemeral Container')
  return [
    ...serviceFields.filter((field) => isSet(container[field])).map(forbid),
    ...(container.volumeMounts ?? []).flatMap(({ subPath, subPathExpr }, index) => [
      ...(subPath ? [forbid(`volumeMounts[${index}].subPath`)] : []),
      ...(subPathExpr ? [forbid(`volumeMounts[${index}].subPathExpr`)] : []),
    ]),
  ]
}

/** What Go does not take for nothing. */
function isSet(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value)
}

/** What of a change of a pod's ephemeral containers is not allowed: they only ever come. Without the Go diff that upstream adds to the text. */
export function validateEphemeralChange(next: Pod, current: Pod): readonly FieldError[] {
  const path = 'spec.ephemeralContainers'
  const now = new Map((next.spec?.ephemeralContainers ?? []).map((container) => [container.name, container]))
  return (current.spec?.ephemeralContainers ?? []).flatMap((container) => {
    const kept = now.get(container.name)
    if (kept === undefined) return [forbiddenField(path, `existing ephemeral containers ${JSON.stringify(container.name)} may not be removed\n`)]
    return equalJson(kept, container) ? [] : [forbiddenField(path, `existing ephemeral containers ${JSON.stringify(container.name)} may not be changed\n`)]
  })
}
