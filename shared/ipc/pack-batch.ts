import { POD_STATES, type ClusterBatch, type ContainerSummary, type ObjectSummary, type PodSummary } from './contract.ts'
import { OBJECT_FLAGS, type BatchColumns, type PackedBatch } from './packed-batch.ts'

/** So many words are kept in mind. A cluster whose names keep changing would otherwise fill the memory of both sides. */
const MOST_WORDS = 1 << 18

type Drafts = { readonly [Name in keyof BatchColumns]: number[] }

const emptyDrafts = (): Drafts => ({
  apiVersion: [], kind: [], namespace: [], flags: [], created: [], labelCount: [], labels: [], owners: [], selects: [], pods: [], states: [], containers: [], ports: [],
})

function columnsOf({ flags, created, states, ...drafts }: Drafts): BatchColumns {
  const int32 = (name: keyof typeof drafts) => Int32Array.from(drafts[name])
  return {
    flags: Uint8Array.from(flags), created: Float64Array.from(created), states: Uint8Array.from(states),
    apiVersion: int32('apiVersion'), kind: int32('kind'), namespace: int32('namespace'), labelCount: int32('labelCount'), labels: int32('labels'),
    owners: int32('owners'), selects: int32('selects'), pods: int32('pods'), containers: int32('containers'), ports: int32('ports'),
  }
}

/** Packs batches, in the order in which they are sent. */
export type BatchPacker = (batch: ClusterBatch, more: boolean) => PackedBatch

/**
 * Makes a packer, which remembers what words the other side knows: each is sent once. `unpack` (of createBatchUnpacker) gives back what
 * was packed, also where another packer's batches came before. Whole numbers must fit in 32 bits.
 */
export function createBatchPacker(mostWords = MOST_WORDS): BatchPacker {
  let numbers = new Map<string, number>()
  return ({ revision, now, reset, changed, removed }, more) => {
    const forget = numbers.size === 0 || numbers.size > mostWords
    if (forget) numbers = new Map([['', 0]])
    const words: string[] = []
    const texts: string[] = []
    const drafts = emptyDrafts()

    const word = (text: string): number => {
      let number = numbers.get(text)
      if (number === undefined) {
        number = numbers.size
        numbers.set(text, number)
        words.push(text)
      }
      return number
    }

    const addContainer = ({ name, image, status, restarts, ready, ports }: ContainerSummary) => {
      drafts.containers.push(word(name), word(image), word(status), restarts, ports.length, Number(ready))
      for (const port of ports) drafts.ports.push(port.name === undefined ? 0 : word(port.name), word(port.protocol), port.port)
    }

    const addPod = ({ state, status, ip, node, restarts, readyContainers, containers }: PodSummary) => {
      texts.push(ip)
      drafts.states.push(POD_STATES.indexOf(state))
      drafts.pods.push(word(status), word(node), restarts, readyContainers, containers.length)
      containers.forEach(addContainer)
    }

    const addObject = ({ uid, name, apiVersion, kind, namespace, labels, created, terminating, owner, selects, pod }: ObjectSummary) => {
      texts.push(uid, name)
      drafts.apiVersion.push(word(apiVersion))
      drafts.kind.push(word(kind))
      drafts.namespace.push(word(namespace))
      drafts.created.push(created)
      drafts.flags.push((terminating ? OBJECT_FLAGS.terminating : 0) | (owner === undefined ? 0 : OBJECT_FLAGS.owned)
        | (selects === undefined ? 0 : OBJECT_FLAGS.selecting) | (pod === undefined ? 0 : OBJECT_FLAGS.pod))
      const keys = Object.keys(labels)
      drafts.labelCount.push(keys.length)
      for (const key of keys) drafts.labels.push(word(key), word(labels[key]!))
      if (owner !== undefined) drafts.owners.push(word(owner.kind), word(owner.name), word(owner.uid))
      if (selects !== undefined) drafts.selects.push(word(JSON.stringify(selects)))
      if (pod !== undefined) addPod(pod)
    }

    changed.forEach(addObject)
    for (const uid of removed) texts.push(uid)
    return { revision, now, reset, more, kept: false, forget, words: JSON.stringify(words), texts: JSON.stringify(texts), removed: removed.length, columns: columnsOf(drafts) }
  }
}
