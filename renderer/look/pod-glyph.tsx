import type { PodSummary } from '../../shared/ipc/contract.ts'
import { StateGlyph } from './glyph.tsx'

/** Whether all containers of a pod are ready. */
export const isReady = ({ readyContainers, containers }: Pick<PodSummary, 'readyContainers' | 'containers'>): boolean => readyContainers >= containers.length

/** How a pod is, as `StateGlyph` draws it. */
export function PodGlyph({ pod }: { readonly pod: PodSummary }) {
  return <StateGlyph state={pod.state} ready={isReady(pod)} />
}
