import type { Lease as Upstream } from 'kubernetes-types/coordination/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type Lease = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'coordination.k8s.io/v1'; readonly kind: 'Lease' }
