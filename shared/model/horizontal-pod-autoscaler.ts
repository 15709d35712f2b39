import type { HorizontalPodAutoscaler as Upstream } from 'kubernetes-types/autoscaling/v2'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type HorizontalPodAutoscaler = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'autoscaling/v2'; readonly kind: 'HorizontalPodAutoscaler' }
