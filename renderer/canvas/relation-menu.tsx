import { Waypoints } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useQuestion } from '../state/index.ts'
import { useHand } from './hand-store.ts'
import { RELATION_MODES } from './relation-mode.ts'

/** Chooses whose owners and selecting objects are shown: none, those of the selection, those of the pods that match. */
export function RelationMenu() {
  const { t } = useTranslation()
  const shown = useHand((hand) => hand.relations)
  const related = useHand((hand) => hand.related)
  const asked = useQuestion((question) => question.asked || question.scope !== null)
  const said = related === null ? (shown === 'matches' && !asked ? t('graph.relations.ask') : '')
    : related.objects === 0 ? t(shown === 'selection' ? 'graph.relations.select' : 'graph.relations.none')
      : `${t('graph.relations.objects', { count: related.objects })}, ${t('graph.pods', { count: related.pods })}`
  return (
    <>
      <output className={shown === 'off' ? 'visually-hidden' : 'graph-relations muted'} aria-label={t('graph.relations.label')}>{shown === 'off' ? '' : said}</output>
      <MenuTrigger>
        <Button className="icon-button graph-relations-button" data-on={shown === 'off' ? undefined : ''} aria-label={`${t('graph.relations.label')}: ${t(`graph.relations.${shown}`)}`} aria-keyshortcuts="r">
          <Waypoints size={15} aria-hidden />
        </Button>
        <Popover className="floating" placement="top end">
          <Menu
            className="floating-list" aria-label={t('graph.relations.label')} selectionMode="single" disallowEmptySelection selectedKeys={[shown]}
            onSelectionChange={(keys) => useHand.setState({ relations: RELATION_MODES.find((mode) => keys !== 'all' && keys.has(mode)) ?? 'off' })}
          >
            {RELATION_MODES.map((mode) => <MenuItem key={mode} id={mode} className="floating-item">{t(`graph.relations.${mode}`)}</MenuItem>)}
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  )
}
