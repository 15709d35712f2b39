import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { clusterNow, useCluster } from '../state/index.ts'

const SECOND = 1000
/** `10:42:07` in every language. */
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

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
  const time = new Date(second * SECOND)
  return <time className="status-clock" dateTime={time.toISOString()} title={t('app.status.clock')}>{TIME.format(time)}</time>
}
