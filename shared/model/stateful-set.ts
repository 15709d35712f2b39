import type { StatefulSet as Upstream } from 'kubernetes-types/apps/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type StatefulSet = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'apps/v1'; readonly kind: 'StatefulSet' }
