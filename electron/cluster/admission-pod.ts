import type { Pod } from '../../shared/model/index.ts'
import type { Transaction } from '../store/index.ts'
import { admitPriority, priorityClassesIn } from './admission-classes.ts'
import { applyLimitDefaults, limitsIn } from './admission-limits.ts'
import { accountOf, admitServiceAccount, tokenOwnerOf } from './admission-service-account.ts'
import type { Random } from './random.ts'

/** What admission made last of a spec, and all that this followed from. */
let last: { readonly grounds: readonly unknown[]; readonly spec: NonNullable<Pod['spec']> } | undefined

/**
 * What admission makes of a new pod that has its defaults. The pods of one template are given one spec, for as long as nothing that it follows from
 * changes. Throws Forbidden.
 */
export function admitPod(tx: Transaction, random: Random, pod: Pod): Pod {
  const grounds = [random, pod.spec, tokenOwnerOf(pod), accountOf(tx, pod), limitsIn(tx, pod.metadata.namespace), priorityClassesIn(tx)]
  if (last !== undefined && grounds.every((ground, place) => ground === last?.grounds[place])) return { ...pod, spec: last.spec }
  const admitted = tolerateNodeTroubles(admitPriority(tx, applyLimitDefaults(tx, admitServiceAccount(tx, random, pod))))
  // Frozen, it can be no other when it comes again; a limit range that fills it also says so in each pod's annotations.
  const isLasting = Object.isFrozen(pod.spec) && admitted.metadata === pod.metadata
  last = isLasting && admitted.spec !== undefined ? { grounds, spec: admitted.spec } : undefined
  return admitted
}

const troubles = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
const patience = troubles.map((key) => ({ effect: 'NoExecute', key, operator: 'Exists', tolerationSeconds: 300 }))

/** Upstream's DefaultTolerationSeconds: a pod puts up with a node's troubles for five minutes, unless it says for how long. */
export function tolerateNodeTroubles(pod: Pod): Pod {
  const own = pod.spec?.tolerations ?? []
  const added = patience.filter(({ key }) => !own.some((one) => (one.key === key || !one.key) && (one.effect === 'NoExecute' || !one.effect)))
  if (pod.spec === undefined || added.length === 0) return pod
  return { ...pod, spec: { ...pod.spec, tolerations: own.length === 0 && added.length === patience.length ? patience : [...own, ...added] } }
}
