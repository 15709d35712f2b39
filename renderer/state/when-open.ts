import { useCluster } from './cluster-store.ts'
import { dismiss, notify } from './notice-store.ts'

/** Says of a command that it waits, for as long as it does because the cluster is still being opened. */
export async function whenOpen<Answer>(asked: Promise<Answer>): Promise<Answer> {
  if (!useCluster.getState().opening) return asked
  const notice = notify({ tone: 'waiting' })
  try {
    return await asked
  } finally {
    dismiss(notice)
  }
}
