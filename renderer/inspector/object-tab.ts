import type { ObjectSummary } from '../../shared/ipc/contract.ts'

export type ObjectTab = 'summary' | 'labels' | 'containers' | 'logs' | 'yaml' | 'events'

const OF_PODS: readonly ObjectTab[] = ['summary', 'labels', 'containers', 'logs', 'yaml', 'events']
const OF_OTHERS = OF_PODS.filter((tab) => tab !== 'containers' && tab !== 'logs')

/** The tabs an object has, in order. */
export function tabsOf(object: ObjectSummary): readonly ObjectTab[] {
  return object.pod === undefined ? OF_OTHERS : OF_PODS
}
