import type { PodTemplate as Upstream } from 'kubernetes-types/core/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type PodTemplate = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'v1'; readonly kind: 'PodTemplate' }
