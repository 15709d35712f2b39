import type { TFunction } from 'i18next'
import { Waypoints } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { formatRef } from '../../shared/model/index.ts'
import { select, useCluster, useQuestion, useSelection } from '../state/index.ts'
import { useHand, type HandState } from './hand-store.ts'
import { newsOf, RELATION_MODES, type RelationNews } from './relation-mode.ts'

/** So many related objects are listed. */
const LISTED = 50

function sayNews(news: RelationNews, related: HandState['related'], t: TFunction): string {
  switch (news) {
    case 'nothing': return ''
    case 'select':
    case 'ask':
    case 'finding':
    case 'none': return t(`graph.relations.${news}`)
    case 'found': return `${t('graph.relations.objects', { count: related?.objects.length ?? 0 })}, ${t('graph.pods', { count: related?.pods ?? 0 })}`
    default: return assertNever(news)
  }
}

/** Chooses whose owners and selecting objects are shown: none, those of the selection, those of the pods that match; and lists what was found. */
export function RelationMenu() {
  const { t } = useTranslation()
  const shown = useHand((hand) => hand.relations)
  const related = useHand((hand) => hand.related)
  const asked = useQuestion((question) => question.asked || question.scope !== null)
  const replica = useCluster((state) => state.replica)
  // A namespace by itself is related to nothing.
  const selected = useSelection((selection) => [...selection.selected].some((uid) => replica.get(uid)?.kind !== 'Namespace'))
  const said = sayNews(newsOf(shown, shown === 'selection' ? selected : asked, related?.objects.length ?? null), related, t)
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
          {related !== null && related.objects.length > 0 && (
            <Menu className="floating-list graph-related" aria-label={t('graph.relations.found')} onAction={(uid) => select(String(uid))}>
              {related.objects.slice(0, LISTED).map((object) => (
                <MenuItem key={object.uid} id={object.uid} className="floating-item mono" textValue={object.name}><bdi>{formatRef(object)}</bdi></MenuItem>
              ))}
            </Menu>
          )}
        </Popover>
      </MenuTrigger>
    </>
  )
}
