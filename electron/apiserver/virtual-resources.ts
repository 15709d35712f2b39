import type { ApiResource } from './api-resource.ts'
import type { Verb } from './openapi/index.ts'

function describeVirtual(
  apiVersion: string, kind: string, plural: string, verbs: readonly Verb[], more: Partial<ApiResource> = {},
): ApiResource {
  const [version = '', group = ''] = apiVersion.split('/').toReversed()
  return { group, version, kind, plural, singular: kind.toLowerCase(), shortNames: [], categories: [], namespaced: false, verbs, ...more }
}

/** Resources of which nothing is kept: what is asked is answered from what is known. */
export const virtualResources: readonly ApiResource[] = [
  describeVirtual('v1', 'Binding', 'bindings', ['create'], { namespaced: true }),
  describeVirtual('v1', 'ComponentStatus', 'componentstatuses', ['get', 'list'], { shortNames: ['cs'] }),
  describeVirtual('authentication.k8s.io/v1', 'SelfSubjectReview', 'selfsubjectreviews', ['create']),
  describeVirtual('authentication.k8s.io/v1', 'TokenReview', 'tokenreviews', ['create']),
  describeVirtual('authorization.k8s.io/v1', 'LocalSubjectAccessReview', 'localsubjectaccessreviews', ['create'], { namespaced: true }),
  describeVirtual('authorization.k8s.io/v1', 'SelfSubjectAccessReview', 'selfsubjectaccessreviews', ['create']),
  describeVirtual('authorization.k8s.io/v1', 'SelfSubjectRulesReview', 'selfsubjectrulesreviews', ['create']),
  describeVirtual('authorization.k8s.io/v1', 'SubjectAccessReview', 'subjectaccessreviews', ['create']),
  describeVirtual('metrics.k8s.io/v1beta1', 'NodeMetrics', 'nodes', ['get', 'list'], { singular: '' }),
  describeVirtual('metrics.k8s.io/v1beta1', 'PodMetrics', 'pods', ['get', 'list'], { singular: '', namespaced: true }),
]
