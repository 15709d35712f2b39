import { forbidden } from '../../shared/status/index.ts'
import { answerJson } from './answer.ts'
import type { ApiRequest } from './api-request.ts'
import type { ApiResource } from './api-resource.ts'
import { decodeRequest } from './decode.ts'
import { readWriteOptions } from './write-options.ts'

/** Whoever has the token is the cluster's administrator. */
const user = { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] }

/** What upstream's roles `system:public-info-viewer` and `system:discovery` open to everybody. */
const publicPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/']
const discoveryPaths = ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz', '/version', '/version/']

const everything = {
  resourceRules: [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    // Those of `system:basic-user`.
    { verbs: ['create'], apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'] },
    { verbs: ['create'], apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'] },
  ],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }, ...[publicPaths, discoveryPaths].map((nonResourceURLs) => ({ verbs: ['get'], nonResourceURLs }))],
  incomplete: false,
}

/** Answers a question about who may do what: in this cluster, the asker everything. */
export async function answerReview(request: ApiRequest, query: URLSearchParams, resource: ApiResource): Promise<Response> {
  const { fieldValidation } = readWriteOptions(query, request.headers.get('user-agent'), 'CreateOptions')
  const { object, warnings } = await decodeRequest(request, resource, fieldValidation)
  return answerJson({ ...object, status: decide(resource) }, 201, warnings)
}

function decide({ kind, group, plural }: ApiResource): unknown {
  switch (kind) {
    case 'SelfSubjectReview': return { userInfo: user }
    case 'TokenReview': return { authenticated: false, user: {} }
    case 'SelfSubjectRulesReview': return everything
    case 'SelfSubjectAccessReview':
    case 'SubjectAccessReview':
    case 'LocalSubjectAccessReview': return { allowed: true }
    default: throw forbidden({ group, plural }, '', 'nothing is decided by it')
  }
}
