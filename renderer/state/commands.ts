import type { CommandReport, ObjectDetail, ObjectSummary } from '../../shared/ipc/contract.ts'
import type { ObjectRef, StringMap } from '../../shared/model/index.ts'
import { bridge } from './bridge.ts'
import { notify } from './notice-store.ts'

export function refOf(object: ObjectSummary): ObjectRef {
  return { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace, name: object.name }
}

/** Says what became of a command, with its undo. */
function report(answer: CommandReport): CommandReport {
  if (answer.accepted) {
    const { verb, objects, undo } = answer
    notify({ tone: 'done', verb, objects, ...(undo === undefined ? {} : { undo }) })
  } else notify({ tone: 'refused', message: answer.message })
  return answer
}

export async function deleteObjects(refs: readonly ObjectRef[]): Promise<CommandReport> {
  return report(await bridge.request('object:delete', { refs }))
}

/** Sets and removes labels as `kubectl label` does. The caller shows a refusal where it belongs. */
export async function labelObjects(refs: readonly ObjectRef[], change: { set?: StringMap; remove?: readonly string[]; overwrite?: boolean }): Promise<CommandReport> {
  const answer = await bridge.request('object:label', { refs, set: change.set ?? {}, remove: change.remove ?? [], overwrite: change.overwrite ?? false })
  return answer.accepted ? report(answer) : answer
}

/** Takes back one step, or the last that can be. */
export async function undo(step?: string): Promise<CommandReport> {
  return report(await bridge.request('history:undo', step === undefined ? {} : { undo: step }))
}

export async function getObject(ref: ObjectRef): Promise<ObjectDetail | null> {
  return bridge.request('object:get', ref)
}

export async function copyText(text: string): Promise<void> {
  await bridge.request('clipboard:write', { text })
}
