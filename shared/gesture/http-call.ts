import { assertNever } from '../lang/assert-never.ts'
import { collectionPath, objectPath } from './api-path.ts'
import type { AppliedObject, Gesture } from './gesture.ts'

/** The size of kubectl's pages. */
const PAGE = 500

/** The HTTP requests, one a line, that do what a gesture does; those with which kubectl only looks first are left out. */
export function httpCalls(gesture: Gesture): string {
  switch (gesture.do) {
    case 'ask': {
      const selector = gesture.selector.trim()
      const query = selector === '' ? '' : `labelSelector=${encodeURIComponent(selector)}&`
      return `GET ${collectionPath({ apiVersion: 'v1', kind: 'Pod', namespace: gesture.scope ?? '' })}?${query}limit=${PAGE}`
    }
    case 'delete': return gesture.refs.map((ref) => `DELETE ${objectPath(ref)}`).join('\n')
    case 'label': return gesture.refs.map((ref) => `PATCH ${objectPath(ref)}`).join('\n')
    case 'edit': return `PUT ${objectPath(gesture.ref)}`
    case 'apply': return gesture.objects.map(applyCall).join('\n')
    default: return assertNever(gesture)
  }
}

function applyCall({ ref, outcome }: AppliedObject): string {
  switch (outcome) {
    case 'created': return `POST ${collectionPath(ref)}`
    case 'configured': return `PATCH ${objectPath(ref)}`
    case 'unchanged': return `GET ${objectPath(ref)}`
    default: return assertNever(outcome)
  }
}
