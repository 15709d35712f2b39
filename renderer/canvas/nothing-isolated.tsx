import { useTranslation } from 'react-i18next'
import { useQuestion } from '../state/index.ts'

/** Says why the graph is empty while only what matches is shown and nothing does. */
export function NothingIsolated() {
  const { t } = useTranslation()
  const isNothing = useQuestion(({ mode, asked, scope, matches }) => mode === 'isolate' && (asked || scope !== null) && matches.matched === 0)
  return isNothing ? <p className="graph-nothing muted">{t('graph.nothing')}</p> : null
}
