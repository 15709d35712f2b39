import { createHash } from 'node:crypto'
import { Buffer } from 'node:buffer'
import { formatTime } from '../../cluster/index.ts'
import { answerJson } from '../answer.ts'
import type { Call } from '../call.ts'
import { decodeRequest } from '../decode.ts'
import { readLive } from '../live.ts'
import { readWriteOptions } from '../write-options.ts'

const issuer = 'https://kubernetes.default.svc.cluster.local'
const defaultSeconds = 3600

/** POST of a service account's `token`: a text of a token's form that opens nothing, here or elsewhere. */
export async function answerToken(call: Call): Promise<Response> {
  const { cluster, query, request } = call
  const { fieldValidation } = readWriteOptions(query, request.headers.get('user-agent'), 'CreateOptions')
  const { object } = await decodeRequest(request, { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' }, fieldValidation)
  const account = readLive(call)
  const spec = (object['spec'] ?? {}) as { readonly audiences?: readonly string[]; readonly expirationSeconds?: number }
  const { audiences = [issuer], expirationSeconds = defaultSeconds } = spec
  const { name, namespace = '', uid } = account.metadata
  const now = Math.trunc(cluster.clock.now() / 1000)
  const claims = {
    aud: audiences, exp: now + expirationSeconds, iat: now, iss: issuer, nbf: now, sub: `system:serviceaccount:${namespace}:${name}`,
    'kubernetes.io': { namespace, serviceaccount: { name, uid } },
  }
  const signed = [{ alg: 'RS256', kid: '' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const token = `${signed}.${createHash('sha512').update(signed).digest('base64url')}`
  return answerJson({
    kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', metadata: { name, namespace, creationTimestamp: formatTime(cluster.clock.now()) },
    spec: { audiences, expirationSeconds, boundObjectRef: null },
    status: { token, expirationTimestamp: formatTime((now + expirationSeconds) * 1000) },
  }, 201)
}
