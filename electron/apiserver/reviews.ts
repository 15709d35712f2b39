import { forbidden } from '../../shared/status/index.ts'
import { answerJson } from './answer.ts'
import type { ApiResource } from './api-resource.ts'
import { decodeRequest } from './decode.ts'
import { readWriteOptions } from './write-options.ts'

/** Whoever has the token is the cluster's administrator. */
const user = { username: 'kubernetes-admin', groups: ['kubeadm:cluster-admins', 'system:authenticated'] }

const everything = {
  resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
  nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
  incomplete: false,
}

/** Answers a question about who may do what: in this cluster, the asker everything. */
export async function answerReview(request: Request, query: URLSearchParams, resource: ApiResource): Promise<Response> {
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
