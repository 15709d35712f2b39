import type { ControllerRevision as Upstream } from 'kubernetes-types/apps/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type ControllerRevision = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'apps/v1'; readonly kind: 'ControllerRevision' }
