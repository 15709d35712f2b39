import type { Gesture } from '../../shared/gesture/index.ts'
import type { CommandReport, EditReport, Input, LogReport, ObjectDetail, ObjectSummary } from '../../shared/ipc/contract.ts'
import type { ObjectRef, StringMap } from '../../shared/model/index.ts'
import { recordGesture } from './activity-store.ts'
import { bridge } from './bridge.ts'
import { notify } from './notice-store.ts'
import { whenOpen } from './when-open.ts'

export function refOf(object: ObjectSummary): ObjectRef {
  return { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name }
}

/** Says what became of a command, with its undo and, for what kubectl could do as well, how. */
function report(answer: CommandReport, gesture?: Gesture): CommandReport {
  if (answer.accepted) {
    const { verb, objects, undo } = answer
    notify({ tone: 'done', verb, objects, ...(undo === undefined ? {} : { undo }), ...(gesture === undefined ? {} : { gesture }) })
  } else notify({ tone: 'refused', message: answer.message })
  return answer
}

function record(answer: CommandReport, gesture: Gesture): CommandReport {
  recordGesture(gesture, answer.accepted ? undefined : answer.reason)
  return answer
}

export async function deleteObjects(refs: readonly ObjectRef[]): Promise<CommandReport> {
  const gesture = { do: 'delete', refs } as const
  return report(record(await whenOpen(bridge.request('object:delete', { refs })), gesture), gesture)
}

/** Sets and removes labels as `kubectl label` does. The caller shows a refusal where it belongs. */
export async function labelObjects(refs: readonly ObjectRef[], change: { set?: StringMap; remove?: readonly string[]; overwrite?: boolean }): Promise<CommandReport> {
  const input = { refs, set: change.set ?? {}, remove: change.remove ?? [], overwrite: change.overwrite ?? false }
  const gesture = { do: 'label', ...input } as const
  const answer = record(await whenOpen(bridge.request('object:label', input)), gesture)
  return answer.accepted ? report(answer, gesture) : answer
}

/** Puts an edited text in its object's place. The caller shows a refusal where it belongs. */
export async function editObject(input: Input<'object:edit'>): Promise<EditReport> {
  const answer = await whenOpen(bridge.request('object:edit', input))
  const gesture = { do: 'edit', ref: input.ref } as const
  recordGesture(gesture, answer.accepted ? undefined : answer.reason)
  if (answer.accepted) report(answer, gesture)
  return answer
}

/** Takes back one step, or the last that can be. */
export async function undo(step?: string): Promise<CommandReport> {
  return report(await whenOpen(bridge.request('history:undo', step === undefined ? {} : { undo: step })))
}

export async function getObject(ref: ObjectRef): Promise<ObjectDetail | null> {
  return bridge.request('object:get', ref)
}

export async function readLog(input: Input<'pod:log'>): Promise<LogReport> {
  return bridge.request('pod:log', input)
}

export async function copyText(text: string): Promise<void> {
  await bridge.request('clipboard:write', { text })
}
