import type { PodDisruptionBudget as Upstream } from 'kubernetes-types/policy/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type PodDisruptionBudget = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'policy/v1'; readonly kind: 'PodDisruptionBudget' }
