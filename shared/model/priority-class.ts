import type { PriorityClass as Upstream } from 'kubernetes-types/scheduling/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type PriorityClass = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'scheduling.k8s.io/v1'; readonly kind: 'PriorityClass' }
