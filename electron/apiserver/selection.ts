import type { StoredObject } from '../../shared/model/index.ts'
import { fieldOf, matches, matchesFields, parseFieldSelector, parseSelector, supportFields } from '../../shared/selector/index.ts'
import { badRequest } from '../../shared/status/index.ts'
import type { Call } from './call.ts'

/** Whether a list or watch has an object; undefined lets all through. */
export type Selection = ((object: StoredObject) => boolean) | undefined

/** The label and field selectors of a request, and the name in its path. Throws BadRequest with the parser's own words; kubectl adds the rest. */
export function readSelection({ query, resource, route }: Call): Selection {
  const tests: ((object: StoredObject) => boolean)[] = []
  if (route.name !== '') tests.push((object) => object.metadata.name === route.name)
  const labels = query.get('labelSelector')
  if (labels) tests.push(parseLabels(labels))
  const fields = query.get('fieldSelector')
  if (fields) tests.push(readFields(fields, resource.registered))
  if (tests.length === 0) return undefined
  const [only] = tests
  return tests.length === 1 ? only : (object) => tests.every((test) => test(object))
}

/** Whether a label selector takes an object; none takes all. Throws BadRequest. */
export function parseLabels(text: string | null): (object: StoredObject) => boolean {
  if (text === null || text === '') return () => true
  const selector = parseSelector(text)
  if (!selector.ok) throw badRequest(selector.error.message)
  return (object) => matches(selector.value, object.metadata.labels ?? {})
}

function readFields(text: string, kind: { readonly apiVersion: string; readonly kind: string }): (object: StoredObject) => boolean {
  const parsed = parseFieldSelector(text)
  if (!parsed.ok) throw badRequest(parsed.error)
  const supported = supportFields(parsed.value, kind)
  if (!supported.ok) throw badRequest(supported.error)
  return (object) => matchesFields(supported.value, (field) => fieldOf(object, field))
}
