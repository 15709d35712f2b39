import { type FieldError, forbiddenField, unsupportedField } from '../../shared/model/index.ts'

const abbreviations: Readonly<Record<string, string>> = { ReadWriteOnce: 'RWO', ReadOnlyMany: 'ROX', ReadWriteMany: 'RWX', ReadWriteOncePod: 'RWOP' }

export const volumeModes = ['Block', 'Filesystem']

/** As kubectl shows them: `RWO,ROX`. */
export function formatAccessModes(modes: readonly string[] = []): string {
  return Object.entries(abbreviations).filter(([mode]) => modes.includes(mode)).map(([, short]) => short).join(',')
}

export function validateAccessModes(modes: readonly string[], path: string): readonly FieldError[] {
  return [
    ...modes.filter((mode) => !Object.hasOwn(abbreviations, mode)).map((mode) => unsupportedField(path, mode, Object.keys(abbreviations).sort())),
    ...(modes.includes('ReadWriteOncePod') && modes.length > 1 ? [forbiddenField(path, 'may not use ReadWriteOncePod with other access modes')] : []),
  ]
}

export function validateVolumeMode(mode: string | undefined, path: string): readonly FieldError[] {
  return mode === undefined || volumeModes.includes(mode) ? [] : [unsupportedField(path, mode, volumeModes)]
}
