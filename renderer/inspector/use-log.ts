import { useEffect, useState } from 'react'
import type { LogReport, ObjectSummary } from '../../shared/ipc/contract.ts'
import { readLog } from '../state/index.ts'

/** The log is read again as often as this (ms). */
const AGAIN = 1_000

/** The end of a container's log, read again and again; undefined until the first answer. */
export function useLog({ namespace, name }: ObjectSummary, container: string, previous: boolean): LogReport | undefined {
  const [log, setLog] = useState<LogReport>()
  useEffect(() => {
    let current = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (): Promise<void> => {
      const answer = await readLog({ namespace, name, container, previous })
      if (!current) return
      setLog((before) => (before?.found === true && answer.found && before.text === answer.text ? before : answer))
      timer = setTimeout(() => void ask(), AGAIN)
    }
    void ask()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [namespace, name, container, previous])
  return log
}
