import { ChevronsDownUp, FolderOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import { chooseManifests } from '../state/index.ts'
import { foldAll } from './fold-store.ts'
import { OutlineTree } from './outline-tree.tsx'
import './outline.css'

/** The cluster as a tree. `onInspect` is called when an object is asked for in the inspector. */
export function Outline({ onInspect }: { readonly onInspect: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <header className="outline-head">
        <h2 className="ellipsis">{t('outline.title')}</h2>
        <Button className="icon-button" aria-label={t('app.openManifests')} onPress={() => void chooseManifests()}><FolderOpen size={16} aria-hidden /></Button>
        <Button className="icon-button" aria-label={t('outline.collapseAll')} onPress={foldAll}><ChevronsDownUp size={16} aria-hidden /></Button>
      </header>
      <OutlineTree onInspect={onInspect} />
    </>
  )
}
