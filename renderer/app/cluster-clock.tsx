import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useCluster } from '../state/index.ts'

const SECOND = 1000
/** `10:42:07` in every language. */
const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/** When the last batch was heard of, on the window's own clock. */
let heard = performance.now()

function follow(changed: () => void): () => void {
  const timer = window.setInterval(changed, SECOND)
  const end = useCluster.subscribe(() => {
    heard = performance.now()
    changed()
  })
  return () => {
    window.clearInterval(timer)
    end()
  }
}

/** The cluster's time in whole seconds: that of the last batch and what has passed since; 0 before the first. */
function clusterSecond(): number {
  const { known, replica } = useCluster.getState()
  return known ? Math.floor((replica.now + performance.now() - heard) / SECOND) : 0
}

/** The cluster's clock. */
export function ClusterClock() {
  const { t } = useTranslation()
  const second = useSyncExternalStore(follow, clusterSecond)
  if (second === 0) return null
  const time = new Date(second * SECOND)
  return <time className="status-clock" dateTime={time.toISOString()} title={t('app.status.clock')}>{TIME.format(time)}</time>
}
