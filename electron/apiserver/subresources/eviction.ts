import type { StoredObject } from '../../../shared/model/index.ts'
import { internal, tooManyRequests } from '../../../shared/status/index.ts'
import type { ClusterTransaction } from '../../cluster/index.ts'
import { planEviction } from '../../controllers/index.ts'
import { answerJson, buildSuccess } from '../answer.ts'
import type { Call } from '../call.ts'
import { decodeRequest } from '../decode.ts'
import { findLive } from '../live.ts'
import { readWriteOptions } from '../write-options.ts'
import { write } from '../writing.ts'

type Pod = Parameters<typeof planEviction>[0]
type Budget = Parameters<typeof planEviction>[1][number]

/** POST of `eviction`: a deletion that a disruption budget may refuse, as `kubectl drain` asks for it. Throws TooManyRequests. */
export async function answerEviction(call: Call): Promise<Response> {
  const { cluster, query, request } = call
  const options = readWriteOptions(query, request.headers.get('user-agent'), 'CreateOptions')
  const { object } = await decodeRequest(request, { group: 'policy', version: 'v1', kind: 'Eviction' }, options.fieldValidation)
  const { gracePeriodSeconds, dryRun = [] } = (object['deleteOptions'] ?? {}) as { readonly gracePeriodSeconds?: number; readonly dryRun?: readonly string[] }
  await write(cluster, { dryRun: options.dryRun || dryRun.includes('All') }, 'evicted', (tx): StoredObject => {
    const pod = findLive(tx, call)
    takeFromBudget(tx, pod)
    return tx.delete(pod, gracePeriodSeconds === undefined ? {} : { gracePeriodSeconds })
  })
  return answerJson(buildSuccess(undefined, 201), 201)
}

/** Lets the pod go if its budget does, which has one fewer to give then. Throws TooManyRequests or InternalError. */
function takeFromBudget(tx: ClusterTransaction, pod: StoredObject): void {
  const budgets = tx.list('PodDisruptionBudget', pod.metadata.namespace) as unknown as readonly Budget[]
  const plan = planEviction(pod as unknown as Pod, budgets)
  switch (plan.decision) {
    case 'evict': {
      const { budget } = plan
      if (budget === undefined) return
      tx.updateStatus({ ...budget, status: { ...budget.status, disruptionsAllowed: (budget.status?.disruptionsAllowed ?? 1) - 1 } })
      return
    }
    case 'refuse': throw tooManyRequests(plan.message, plan.cause === undefined ? [] : [{ reason: 'DisruptionBudget', message: plan.cause }])
    case 'fail': throw internal(plan.message)
  }
}
