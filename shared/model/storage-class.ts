import type { StorageClass as Upstream } from 'kubernetes-types/storage/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type StorageClass = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'storage.k8s.io/v1'; readonly kind: 'StorageClass' }
