import type { Pod } from '../../shared/model/index.ts'
import type { Candidate, Surroundings } from './candidate.ts'
import { buildFilters, type Filter, judgeNode } from './filters.ts'
import { hostPortsOf } from './host-ports.ts'
import { hasAffinity } from './pod-affinity.ts'
import { ownerOf, scoreResources, softTaints, spreadPoints } from './scores.ts'
import { claimNamesOf } from './volume-fit.ts'

type Spec = NonNullable<Pod['spec']>

/** How a node stands for the pods of one spec, when what is on it was as `version` tells. */
interface Standing {
  readonly candidate: Candidate
  readonly version: number | undefined
  readonly fits: boolean
  /** Whether more counts than what is asked of it. */
  readonly isOdd: boolean
  readonly score: number
  readonly siblings: number
  readonly pods: number
}

/** The pods that are being placed: those of one spec and one controller. */
interface Run {
  readonly spec: Spec | undefined
  readonly owner: string | undefined
  readonly filters: readonly Filter[]
  readonly standings: Standing[]
}

/**
 * Places pods one after another as `planPlacement` does, where they are of one spec and one controller and nothing but what they ask for counts:
 * then only nodes on which something has come or gone are looked at again. Undefined when that is not so, or no node fits.
 */
export function createStandings(): (pod: Pod, all: readonly Candidate[], around: Surroundings) => string | undefined {
  let run: Run = { spec: undefined, owner: undefined, filters: [], standings: [] }

  return (pod, all, around) => {
    if (pod.spec === undefined || !Object.isFrozen(pod.spec)) return undefined
    const owner = ownerOf(pod)
    if (run.owner !== owner || run.spec === undefined || !asksTheSame(run.spec, pod.spec)) {
      // The first of them is placed the long way: most pods are not one of many.
      run = { spec: pod.spec, owner, filters: isPlain(pod) ? buildFilters(pod, [], around) : [], standings: [] }
      return undefined
    }
    if (run.filters.length === 0) return undefined
    const { standings } = run
    let most = 0
    for (let place = 0; place < all.length; place++) {
      const candidate = all[place]
      if (candidate === undefined) continue
      let standing = standings[place]
      if (standing?.candidate !== candidate || candidate.version === undefined || candidate.version !== standing.version) {
        standings[place] = standing = judge(pod, owner, candidate, run.filters)
      }
      if (standing.isOdd) return undefined
      if (standing.fits && standing.siblings > most) most = standing.siblings
    }
    standings.length = all.length
    return pickBest(standings, owner === undefined ? undefined : most)
  }
}

function judge(pod: Pod, owner: string | undefined, candidate: Candidate, filters: readonly Filter[]): Standing {
  const siblings = owner === undefined ? 0 : candidate.siblings?.(owner)
  return {
    candidate, version: candidate.version,
    fits: judgeNode(filters, candidate) === undefined,
    isOdd: candidate.shunning.length > 0 || softTaints(candidate.node).length > 0 || siblings === undefined,
    score: scoreResources(pod, candidate), siblings: siblings ?? 0, pods: candidate.used['pods'] ?? 0,
  }
}

/** As `pickNode` chooses. */
function pickBest(standings: readonly Standing[], mostSiblings: number | undefined): string | undefined {
  let best: Standing | undefined
  let highest = 0
  for (const standing of standings) {
    if (!standing.fits) continue
    const score = standing.score + (mostSiblings === undefined ? 0 : spreadPoints(standing.siblings, mostSiblings))
    if (best !== undefined && !isBetter(standing, score, best, highest)) continue
    best = standing
    highest = score
  }
  return best?.candidate.node.metadata.name
}

function isBetter(one: Standing, score: number, best: Standing, highest: number): boolean {
  if (score !== highest) return score > highest
  return one.pods !== best.pods ? one.pods < best.pods : nameOf(one) < nameOf(best)
}

function nameOf({ candidate }: Standing): string {
  return candidate.node.metadata.name ?? ''
}

/** Whether two specs that the store has made share their parts are the same in all that decides where a plain pod goes. */
function asksTheSame(a: Spec, b: Spec): boolean {
  return a === b || (a.tolerations === b.tolerations && a.nodeSelector === b.nodeSelector && a.affinity === b.affinity && a.overhead === b.overhead
    && a.topologySpreadConstraints === b.topologySpreadConstraints && a.nodeName === b.nodeName && claimless(a) && claimless(b)
    && takeTheSame(a.containers, b.containers) && takeTheSame(a.initContainers, b.initContainers))
}

function claimless({ volumes = [] }: Spec): boolean {
  return volumes.every((volume) => volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined)
}

function takeTheSame(a: Spec['containers'] = [], b: Spec['containers'] = []): boolean {
  return a.length === b.length && a.every((container, place) => {
    const other = b[place]
    return container.resources === other?.resources && container.ports === other?.ports && container.restartPolicy === other?.restartPolicy
  })
}

/** Whether nothing but the nodes and what is asked of them decides where it goes, and its siblings. */
function isPlain(pod: Pod): boolean {
  const { affinity, topologySpreadConstraints = [], nodeName } = pod.spec ?? {}
  return !nodeName && topologySpreadConstraints.length === 0 && !hasAffinity(pod)
    && (affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).length === 0
    && claimNamesOf(pod).length === 0 && hostPortsOf(pod).length === 0
}
