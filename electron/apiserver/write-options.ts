import { byteLength, type FieldError, invalidField, unsupportedField } from '../../shared/model/index.ts'
import { invalid } from '../../shared/status/index.ts'
import type { FieldValidation } from '../schema/index.ts'
import { managerOf } from './patch/index.ts'

/** The query of a write. */
export interface WriteOptions {
  /** Decide all, write nothing. */
  readonly dryRun: boolean
  readonly fieldValidation: FieldValidation
  /** Who writes, as managedFields name them; from the client's name when it does not say. */
  readonly fieldManager: string
  /** Takes fields from other managers in a server-side apply. */
  readonly force: boolean | undefined
}

const validations: readonly string[] = ['Ignore', 'Strict', 'Warn']
const longestManager = 128

/** Reads and checks it; `kind` is the options' own, as errors name it (`CreateOptions`). Throws Invalid. */
export function readWriteOptions(query: URLSearchParams, userAgent: string | null, kind: string): WriteOptions {
  const dryRun = query.getAll('dryRun').filter((value) => value !== '')
  const validation = query.get('fieldValidation') || 'Warn'
  const manager = query.get('fieldManager') ?? ''
  const force = query.get('force')
  const errors: FieldError[] = [
    ...checkDryRun(dryRun),
    ...(validations.includes(validation) ? [] : [unsupportedField('fieldValidation', validation, ['Ignore', 'Strict', 'Warn', ''])]),
    ...(byteLength(manager) > longestManager ? [invalidField('fieldManager', manager, `may not be more than ${longestManager} bytes`)] : []),
  ]
  if (errors.length > 0) throw invalid({ kind, group: 'meta.k8s.io' }, '', errors)
  return {
    dryRun: dryRun.length > 0,
    fieldValidation: validation as FieldValidation,
    fieldManager: manager === '' ? managerOf(userAgent ?? '') || 'unknown' : manager,
    force: force === null || force === '' ? undefined : force === 'true',
  }
}

export function checkDryRun(values: readonly string[]): readonly FieldError[] {
  return values.every((value) => value === 'All') ? [] : [unsupportedField('dryRun', values, ['All'])]
}
