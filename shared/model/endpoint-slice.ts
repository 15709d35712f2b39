import type { EndpointSlice as Upstream } from 'kubernetes-types/discovery/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type EndpointSlice = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'discovery.k8s.io/v1'; readonly kind: 'EndpointSlice' }
