import type { Pod, ServiceAccount, StoredObject } from '../../shared/model/index.ts'
import { forbidden } from '../../shared/status/index.ts'
import type { Transaction } from '../store/index.ts'
import { drawSuffix, type Random } from './random.ts'

type Spec = NonNullable<Pod['spec']>
type Container = Spec['containers'][number]
type Volume = NonNullable<Spec['volumes']>[number]

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Upstream's ServiceAccount admission: a pod runs as an account of its namespace and finds that account's token mounted. Throws Forbidden. */
export function admitServiceAccount(tx: Transaction, random: Random, pod: Pod): Pod {
  if (pod.spec === undefined) return pod
  const { namespace = '', name: podName = '' } = pod.metadata
  const name = accountNameOf(pod)
  const account = accountOf(tx, pod)
  // A new namespace is given its account `default` a moment after; here that moment may not have been yet.
  if (account === undefined && name !== 'default') {
    throw forbidden({ plural: 'pods', group: '' }, podName, `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`)
  }
  const named = { ...pod.spec, serviceAccountName: name, serviceAccount: name }
  const pulling = named.imagePullSecrets === undefined && account?.imagePullSecrets !== undefined ? { ...named, imagePullSecrets: account.imagePullSecrets } : named
  const mounts = pulling.automountServiceAccountToken ?? account?.automountServiceAccountToken ?? true
  return { ...pod, spec: mounts ? mountToken(pulling, random, pod) : pulling }
}

function accountNameOf({ spec }: Pod): string {
  return spec?.serviceAccountName || spec?.serviceAccount || 'default'
}

/** The account that a pod runs as, if it is there. */
export function accountOf(tx: Transaction, pod: Pod): (StoredObject & ServiceAccount) | undefined {
  return tx.get({ resource: 'serviceaccounts', namespace: pod.metadata.namespace ?? '', name: accountNameOf(pod) }) as (StoredObject & ServiceAccount) | undefined
}

/** The uid that the name of a pod's token volume follows from: its controller's, whose pods have it in common, or else its own. */
export function tokenOwnerOf({ metadata }: Pod): string {
  return metadata.ownerReferences?.find(({ controller }) => controller === true)?.uid ?? metadata.uid ?? ''
}

function mountToken(spec: Spec, random: Random, pod: Pod): Spec {
  // A pod without containers is refused later, with all else that is wrong with it.
  const { containers = [], initContainers }: Partial<Spec> = spec
  if ([...containers, ...(initContainers ?? [])].every(hasToken)) return spec
  const token = tokenFor(random, tokenOwnerOf(pod))
  return {
    ...spec,
    containers: shareMounted(containers, token),
    ...(initContainers === undefined ? {} : { initContainers: shareMounted(initContainers, token) }),
    volumes: spec.volumes === undefined ? token.volumes : [...spec.volumes, ...token.volumes],
  }
}

function hasToken({ volumeMounts = [] }: Container): boolean {
  return volumeMounts.some((mount) => mount.mountPath === mountPath)
}

interface Token {
  readonly mount: NonNullable<Container['volumeMounts']>[number]
  readonly volumes: readonly Volume[]
}

/** The volume of a controller's pods is named once for them all, so that ten thousand pods can share what is the same in them. */
const tokens = new Map<string, Token>()
const mostTokens = 1000
const mountedOf = new WeakMap<readonly Container[], { readonly token: Token; readonly containers: readonly Container[] }>()

/** What a pod gets whose token's volume has this suffix. */
export function makeToken(suffix: string): Token {
  const name = `kube-api-access-${suffix}`
  return {
    mount: { name, mountPath, readOnly: true },
    volumes: [{
      name,
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
        ],
      },
    }],
  }
}

function tokenFor(random: Random, owner: string): Token {
  const suffix = drawSuffix(random, 'token', owner)
  const known = tokens.get(suffix)
  if (known !== undefined) return known
  const token = makeToken(suffix)
  if (tokens.size >= mostTokens) tokens.clear()
  tokens.set(suffix, token)
  return token
}

function shareMounted(containers: readonly Container[], token: Token): readonly Container[] {
  const known = mountedOf.get(containers)
  if (known?.token === token) return known.containers
  const mounted = containers.map((container) => (hasToken(container) ? container : { ...container, volumeMounts: [...(container.volumeMounts ?? []), token.mount] }))
  mountedOf.set(containers, { token, containers: mounted })
  return mounted
}
