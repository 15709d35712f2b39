import { duplicateField, type FieldError, forbiddenField, invalidField, requiredField, unsupportedField } from '../../shared/model/index.ts'
import { changeField, fill, mapSame } from './fill.ts'
import { validateName } from './part-name.ts'
import { validateDescendingPath, validatePath } from './path.ts'
import type { PodSpec } from './pod-spec.ts'

type Volume = NonNullable<PodSpec['volumes']>[number]
type Item = NonNullable<NonNullable<Volume['configMap']>['items']>[number]

const defaultMode = 0o644
const hostPathTypes = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket']

export function defaultVolume(volume: Volume): Volume {
  if (sourcesOf(volume).length === 0) return { ...volume, emptyDir: {} }
  let filled = changeField(volume, 'configMap', (source) => fill(source, { defaultMode }))
  filled = changeField(filled, 'secret', (source) => fill(source, { defaultMode }))
  filled = changeField(filled, 'downwardAPI', (source) => fill(source, { defaultMode }))
  filled = changeField(filled, 'hostPath', (source) => (source.type === undefined ? { ...source, type: '' } : source))
  return changeField(filled, 'projected', (source) => changeField(fill(source, { defaultMode }), 'sources', (sources) =>
    mapSame(sources, (part) => changeField(part, 'serviceAccountToken', (token) => fill(token, { expirationSeconds: 3600 })))))
}

function sourcesOf(volume: Volume): readonly string[] {
  return Object.entries(volume).filter(([field, value]) => field !== 'name' && value !== undefined && value !== null).map(([field]) => field)
}

/** Kubernetes' `ValidateVolumes`. */
export function validateVolumes(volumes: readonly Volume[], path: string): readonly FieldError[] {
  const names = new Set<string>()
  return volumes.flatMap((volume, index) => {
    const at = `${path}[${index}]`
    const { name = '' } = volume
    const errors = [...validateSources(volume, at), ...validateName(name, `${at}.name`)]
    if (name !== '' && names.has(name)) errors.push(duplicateField(`${at}.name`, name))
    names.add(name)
    return errors
  })
}

function validateSources(volume: Volume, at: string): readonly FieldError[] {
  const [, ...others] = sourcesOf(volume)
  const { hostPath, configMap, secret, persistentVolumeClaim, nfs, downwardAPI } = volume
  return [
    ...others.map((source) => forbiddenField(`${at}.${source}`, 'may not specify more than 1 volume type')),
    ...(hostPath === undefined ? [] : [
      ...validatePath(hostPath.path, `${at}.hostPath.path`),
      ...(hostPathTypes.includes(hostPath.type ?? '') ? [] : [unsupportedField(`${at}.hostPath.type`, hostPath.type, hostPathTypes)]),
    ]),
    ...(configMap === undefined ? [] : [
      ...(configMap.name ? [] : [requiredField(`${at}.configMap.name`, '')]),
      ...validateMode(configMap.defaultMode, `${at}.configMap.defaultMode`),
      ...validateItems(configMap.items ?? [], `${at}.configMap.items`),
    ]),
    ...(secret === undefined ? [] : [
      ...(secret.secretName ? [] : [requiredField(`${at}.secret.secretName`, '')]),
      ...validateMode(secret.defaultMode, `${at}.secret.defaultMode`),
      ...validateItems(secret.items ?? [], `${at}.secret.items`),
    ]),
    ...(persistentVolumeClaim === undefined || persistentVolumeClaim.claimName ? [] : [requiredField(`${at}.persistentVolumeClaim.claimName`, '')]),
    ...(nfs === undefined ? [] : [
      ...(nfs.server ? [] : [requiredField(`${at}.nfs.server`, '')]),
      ...(nfs.path ? [] : [requiredField(`${at}.nfs.path`, '')]),
      ...(nfs.path && !nfs.path.startsWith('/') ? [invalidField(`${at}.nfs.path`, nfs.path, 'must be an absolute path')] : []),
    ]),
    ...(downwardAPI === undefined ? [] : validateMode(downwardAPI.defaultMode, `${at}.downwardAPI.defaultMode`)),
  ]
}

function validateItems(items: readonly Item[], path: string): readonly FieldError[] {
  return items.flatMap(({ key, path: target, mode }, index) => {
    const at = `${path}[${index}]`
    return [
      ...(key ? [] : [requiredField(`${at}.key`, '')]),
      ...(target ? validateDescendingPath(target, `${at}.path`) : [requiredField(`${at}.path`, '')]),
      ...validateMode(mode, `${at}.mode`),
    ]
  })
}

function validateMode(mode: number | undefined, path: string): readonly FieldError[] {
  return mode === undefined || (mode >= 0 && mode <= 0o777) ? [] : [invalidField(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]
}
