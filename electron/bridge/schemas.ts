import { z } from 'zod'
import type { Input, RequestName } from '../../shared/ipc/contract.ts'
import { settingsChangeSchema } from '../settings/index.ts'

const text = z.string().max(512)
const labels = z.record(text, text).readonly()
const ref = z.strictObject({ apiVersion: text, kind: text, namespace: text, name: text })
/** Twice as many as the largest demo has. */
const refs = z.array(ref).max(2_000_000).readonly()
const manifestText = z.string().max(20 * 1024 * 1024)

const size = z.strictObject({ columns: z.number().int().min(1).max(1_000), rows: z.number().int().min(1).max(1_000) })

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('files'), token: text }),
  z.strictObject({ kind: z.literal('text'), name: text, text: manifestText }),
  z.strictObject({ kind: z.literal('retry'), id: text, edits: z.record(z.coerce.number().int().nonnegative(), manifestText).readonly(), leaveOutRefused: z.boolean() }),
])

/** The shape of each request's argument, checked on every message: the window is not trusted to keep to its types. */
export const SCHEMAS: { readonly [Name in RequestName]: z.ZodType<Input<Name>> } = {
  'window:start': z.undefined(),
  'opening:subscribe': z.undefined(),
  'settings:save': settingsChangeSchema,
  'cluster:subscribe': z.undefined(),
  'cluster:taken': z.strictObject({ batches: z.number().int().nonnegative() }),
  'object:get': ref,
  'pod:log': z.strictObject({ namespace: text, name: text, container: text, previous: z.boolean() }),
  'object:label': z.strictObject({ refs, set: labels, remove: z.array(text).max(1_000).readonly(), overwrite: z.boolean() }),
  'object:edit': z.strictObject({ ref, before: manifestText, text: manifestText }),
  'object:delete': z.strictObject({ refs }),
  'manifests:choose': z.undefined(),
  'manifests:import': z.strictObject({ source, namespace: text.exactOptional() }),
  'manifests:cancel': z.strictObject({ id: text }),
  'history:undo': z.strictObject({ undo: text.exactOptional() }),
  'clipboard:write': z.strictObject({ text: z.string().max(20 * 1024 * 1024) }),
  'terminal:open': size,
  'terminal:write': z.strictObject({ id: text, text: z.string().max(4 * 1024 * 1024) }),
  'terminal:resize': z.strictObject({ id: text, size }),
  'terminal:drawn': z.strictObject({ id: text, characters: z.number().int().nonnegative() }),
  'terminal:close': z.strictObject({ id: text }),
  'activity:subscribe': z.undefined(),
}

/** Paths that the preload script saw in a real drop. */
export const DROP_SCHEMA = z.array(z.string().min(1).max(4_096)).min(1).max(10_000)
