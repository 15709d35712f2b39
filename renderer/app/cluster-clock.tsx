import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { formatClockTime } from '../i18n/index.ts'
import { clusterNow, useCluster } from '../state/index.ts'

const SECOND = 1000

function follow(changed: () => void): () => void {
  const timer = window.setInterval(changed, SECOND)
  const end = useCluster.subscribe(changed)
  return () => {
    window.clearInterval(timer)
    end()
  }
}

/** The cluster's time in whole seconds; 0 before the first batch. */
const clusterSecond = () => Math.floor(clusterNow() / SECOND)

/** The cluster's clock. */
export function ClusterClock() {
  const { t } = useTranslation()
  const second = useSyncExternalStore(follow, clusterSecond)
  if (second === 0) return null
  const time = second * SECOND
  return <time className="status-clock" dateTime={new Date(time).toISOString()} title={t('app.status.clock')}>{formatClockTime(time)}</time>
}
