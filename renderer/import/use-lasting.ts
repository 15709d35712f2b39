import { useEffect, useState } from 'react'

/** Whether something has gone on for so long (ms). */
export function useLasting(going: boolean, ms: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    const timer = going ? setTimeout(() => setLasting(true), ms) : undefined
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [going, ms])
  return going && lasting
}
