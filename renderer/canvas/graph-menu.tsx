import { useMemo, useRef } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { askDelete, copyText, refOf, setScope, useCluster, useQuestion } from '../state/index.ts'
import { useHand } from './hand-store.ts'

const close = () => useHand.setState({ menu: null })

/** What can be done with what was clicked on, or with the selection that it is part of. */
export function GraphMenu() {
  const { t } = useTranslation()
  const menu = useHand((hand) => hand.menu)
  const scope = useQuestion((question) => question.scope)
  const anchor = useRef<HTMLSpanElement>(null)
  const replica = useCluster((cluster) => cluster.replica)
  const objects = useMemo(() => (menu?.uids ?? []).flatMap((uid) => replica.get(uid) ?? []), [menu, replica])
  const first = objects[0]
  const namespaces = new Set(objects.map((object) => (object.kind === 'Namespace' ? object.name : object.namespace)))
  const namespace = namespaces.size === 1 ? [...namespaces][0]! : null
  return (
    <>
      <span ref={anchor} className="graph-menu-anchor" style={{ left: menu?.at.x ?? 0, top: menu?.at.y ?? 0 }} />
      <Popover className="floating" triggerRef={anchor} isOpen={menu !== null && first !== undefined} onOpenChange={(open) => { if (!open) close() }} placement="bottom start" offset={2}>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu is worked by keyboard as soon as it opens */}
        <Menu className="floating-list" aria-label={t('graph.menu.label')} onClose={close} autoFocus="first">
          {namespace !== null && namespace !== '' && (scope === namespace
            ? <MenuItem className="floating-item" onAction={() => setScope(null)}>{t('graph.menu.everywhere')}</MenuItem>
            : <MenuItem className="floating-item" onAction={() => setScope(namespace)}>{t('graph.menu.only')}</MenuItem>)}
          <MenuItem className="floating-item" onAction={() => void copyText(objects.map(({ name }) => name).join('\n'))}>{t('graph.menu.copy', { count: objects.length })}</MenuItem>
          <MenuItem className="floating-item" onAction={() => askDelete(objects.map(refOf))}>{objects.length === 1 ? t('graph.menu.delete') : t('graph.menu.deleteMany', { count: objects.length })}</MenuItem>
        </Menu>
      </Popover>
    </>
  )
}
