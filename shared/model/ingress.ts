import type { Ingress as Upstream } from 'kubernetes-types/networking/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type Ingress = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'networking.k8s.io/v1'; readonly kind: 'Ingress' }
