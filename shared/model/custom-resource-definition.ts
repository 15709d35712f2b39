import type { CustomResourceDefinition as Upstream } from 'kubernetes-types/apiextensions/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type CustomResourceDefinition = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'apiextensions.k8s.io/v1'; readonly kind: 'CustomResourceDefinition' }
