import { ChevronsDownUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import { foldAll } from './fold-store.ts'
import { OutlineTree } from './outline-tree.tsx'
import './outline.css'

export interface OutlineProps {
  /** An object is asked for in the inspector. */
  readonly onInspect: () => void
  /** What stands under the tree. */
  readonly foot: ReactNode
}

/** The cluster as a tree. */
export function Outline({ onInspect, foot }: OutlineProps) {
  const { t } = useTranslation()
  return (
    <>
      <header className="outline-head">
        <h2 className="ellipsis">{t('outline.title')}</h2>
        <Button className="icon-button" aria-label={t('outline.collapseAll')} onPress={foldAll}><ChevronsDownUp size={16} aria-hidden /></Button>
      </header>
      <OutlineTree onInspect={onInspect} />
      <div className="outline-foot">{foot}</div>
    </>
  )
}
