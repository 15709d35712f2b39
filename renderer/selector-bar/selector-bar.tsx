import { useTranslation } from 'react-i18next'
import { useCluster, useLateQuestion } from '../state/index.ts'
import { HistoryMenu, MoreMenu } from './bar-menus.tsx'
import { ScopeBox } from './scope-box.tsx'
import { SelectorInput } from './selector-input.tsx'
import { UnmatchedChoice } from './unmatched-choice.tsx'
import './selector-bar.css'

function Result() {
  const { t } = useTranslation()
  const { asked, error, matches } = useLateQuestion()
  const known = useCluster((cluster) => cluster.known)
  // Before anything is known, nothing is counted.
  const text = !known ? '' : asked ? t('selector.matching', { matched: matches.matched, total: matches.total }) : t('selector.pods', { count: matches.total })
  return (
    <output className="selector-result" aria-label={t('selector.result')} data-stale={error !== null || undefined} title={error === null ? undefined : t('selector.lastGood')}>
      {text}
    </output>
  )
}

/** The question put to the cluster: namespace, label selector, how many match, and what is done with the rest. */
export function SelectorBar() {
  return (
    <header className="selector-bar">
      <h1 className="visually-hidden">Podscape</h1>
      <ScopeBox />
      <SelectorInput />
      <Result />
      <UnmatchedChoice />
      <HistoryMenu />
      <MoreMenu />
    </header>
  )
}
