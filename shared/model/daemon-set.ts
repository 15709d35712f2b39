import type { DaemonSet as Upstream } from 'kubernetes-types/apps/v1'
import type { DeepReadonly } from '../lang/deep-readonly.ts'
import type { KubeObject } from './object.ts'

export type DaemonSet = DeepReadonly<Omit<Upstream, 'apiVersion' | 'kind' | 'metadata'>> & KubeObject & { readonly apiVersion: 'apps/v1'; readonly kind: 'DaemonSet' }
