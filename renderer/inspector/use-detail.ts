import { useEffect, useState } from 'react'
import type { ObjectDetail, ObjectSummary } from '../../shared/ipc/contract.ts'
import { getObject, refOf, useCluster } from '../state/index.ts'

/** Events come in flocks: so long (ms) is waited for more of them. */
const EVENTS_SETTLE = 500

/**
 * The whole object with its events, asked for again whenever it changes; one question at a time, so that no answer overtakes another.
 * Undefined until the first answer, null when there is no such object.
 */
export function useDetail(object: ObjectSummary): ObjectDetail | null | undefined {
  const [detail, setDetail] = useState<ObjectDetail | null>()
  const { uid } = object
  useEffect(() => {
    let current = true
    let asking = false
    let again = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let shown = useCluster.getState().replica.get(uid)

    const ask = async (): Promise<void> => {
      if (asking) {
        again = true
        return
      }
      if (shown === undefined) return
      asking = true
      again = false
      try {
        const answer = await getObject(refOf(shown))
        if (current) setDetail(answer)
      } finally {
        asking = false
      }
      if (current && again) await ask()
    }
    const askSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void ask()
      }, EVENTS_SETTLE)
    }
    void ask()
    const end = useCluster.subscribe(({ replica, change }) => {
      const found = replica.get(uid)
      if (found !== shown) {
        shown = found
        void ask()
      } else if (change.kinds.has('Event')) askSoon()
    })
    return () => {
      current = false
      clearTimeout(timer)
      end()
    }
  }, [uid])
  return detail
}
