import type { Role as Upstream } from 'kubernetes-types/rbac/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type Role = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'rbac.authorization.k8s.io/v1'; readonly kind: 'Role' }
