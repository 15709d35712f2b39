import { useTranslation } from 'react-i18next'
import { useCluster, useQuestion } from '../state/index.ts'

/** Says why the graph is empty: the cluster is not known yet, or only what matches is shown and nothing does. */
export function EmptyGraph() {
  const { t } = useTranslation()
  const known = useCluster((cluster) => cluster.known)
  const isNothing = useQuestion(({ mode, asked, scope, matches }) => mode === 'isolate' && (asked || scope !== null) && matches.matched === 0)
  if (!known) return <p className="graph-empty graph-opening muted">{t('graph.opening')}</p>
  return isNothing ? <p className="graph-empty muted">{t('graph.nothing')}</p> : null
}
