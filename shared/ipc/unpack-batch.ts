import type { LabelSelector, StringMap } from '../model/index.ts'
import { POD_STATES, type ClusterBatch, type ContainerSummary, type ObjectSummary, type PodSummary } from './contract.ts'
import { OBJECT_FLAGS, ROW, type PackedBatch } from './packed-batch.ts'

/** Unpacks the batches of one subscription, in the order in which they were packed. */
export type BatchUnpacker = (packed: PackedBatch) => ClusterBatch

function times<Thing>(count: number, take: () => Thing): readonly Thing[] {
  const things: Thing[] = []
  for (let made = 0; made < count; made++) things.push(take())
  return things
}

/** Makes the other side of a packer. The objects it gives share their words, so that each is in memory once. */
export function createBatchUnpacker(): BatchUnpacker {
  let words: string[] = ['']
  return ({ revision, now, reset, forget, words: newWords, texts: allTexts, removed, columns }) => {
    if (forget) words = ['']
    for (const word of JSON.parse(newWords) as string[]) words.push(word)
    const texts = JSON.parse(allTexts) as string[]
    const { apiVersion, kind, namespace, flags, created, labelCount, labels, owners, selects, pods, states, containers, ports } = columns
    // Where the next row of each column of parts begins.
    let text = 0
    let label = 0
    let owner = 0
    let selector = 0
    let podAt = 0
    let state = 0
    let container = 0
    let port = 0
    const word = (number: number | undefined): string => words[number!]!

    const takeLabels = (count: number): StringMap => {
      const map: Record<string, string> = {}
      for (const end = label + 2 * count; label < end; label += 2) map[word(labels[label])] = word(labels[label + 1])
      return map
    }

    const takePort = (): ContainerSummary['ports'][number] => {
      const at = port
      port += ROW.port
      const rest = { port: ports[at + 2]!, protocol: word(ports[at + 1]) }
      return ports[at] === 0 ? rest : { name: word(ports[at]), ...rest }
    }

    const takeContainer = (): ContainerSummary => {
      const at = container
      container += ROW.container
      return {
        name: word(containers[at]), image: word(containers[at + 1]), ready: containers[at + 5] === 1, restarts: containers[at + 3]!, status: word(containers[at + 2]),
        ports: times(containers[at + 4]!, takePort),
      }
    }

    const takePod = (): PodSummary => {
      const at = podAt
      podAt += ROW.pod
      return {
        state: POD_STATES[states[state++]!]!, status: word(pods[at]), ip: texts[text++]!, node: word(pods[at + 1]), restarts: pods[at + 2]!, readyContainers: pods[at + 3]!,
        containers: times(pods[at + 4]!, takeContainer),
      }
    }

    const takeOwner = () => {
      const at = owner
      owner += ROW.owner
      return { kind: word(owners[at]), name: word(owners[at + 1]), uid: word(owners[at + 2]) }
    }

    const takeObject = (bits: number, at: number): ObjectSummary => {
      const object: { -readonly [Name in keyof ObjectSummary]: ObjectSummary[Name] } = {
        uid: texts[text++]!, apiVersion: word(apiVersion[at]), kind: word(kind[at]), namespace: word(namespace[at]), name: texts[text++]!, labels: takeLabels(labelCount[at]!),
        created: created[at]!, terminating: (bits & OBJECT_FLAGS.terminating) !== 0,
      }
      if ((bits & OBJECT_FLAGS.owned) !== 0) object.owner = takeOwner()
      if ((bits & OBJECT_FLAGS.selecting) !== 0) object.selects = JSON.parse(word(selects[selector++])) as LabelSelector
      if ((bits & OBJECT_FLAGS.pod) !== 0) object.pod = takePod()
      return object
    }

    const changed = Array.from(flags, takeObject)
    return { revision, now, reset, changed, removed: removed === 0 ? [] : texts.slice(-removed) }
  }
}
