import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCluster } from '../state/index.ts'

const TICK_MS = 1000

/** The cluster's clock: the time of the last batch and what has passed since. */
export function ClusterClock() {
  const { t, i18n } = useTranslation()
  const change = useCluster((state) => state.change)
  const now = useCluster((state) => state.replica.now)
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const heard = performance.now()
    setPassed(0)
    const timer = window.setInterval(() => setPassed(performance.now() - heard), TICK_MS)
    return () => window.clearInterval(timer)
  }, [change])
  if (now === 0) return null
  const time = new Date(now + passed)
  return <time className="status-clock" dateTime={time.toISOString()} title={t('app.status.clock')}>{time.toLocaleTimeString(i18n.language, { hour12: false })}</time>
}
