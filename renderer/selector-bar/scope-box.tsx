import { ChevronDown } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, type Key } from 'react-aria-components'
import { setScope, useCluster, useQuestion } from '../state/index.ts'

/** No namespace has this name. */
const EVERYWHERE = '*'

/** Limits the question to one namespace, as `kubectl -n` does. */
export function ScopeBox() {
  const { t, i18n } = useTranslation()
  const cluster = useCluster()
  const scope = useQuestion((state) => state.scope)
  const everywhere = t('selector.allNamespaces')
  const items = useMemo(() => {
    const { replica } = cluster
    const known = replica.namespaces.filter((entry) => entry.object !== undefined || entry.pods > 0).map(({ name, pods }) => ({ id: name, name, pods }))
    const asked = scope === null || known.some(({ name }) => name === scope) ? [] : [{ id: scope, name: scope, pods: 0 }]
    const sorted = [...known, ...asked].sort((a, b) => (a.name < b.name ? -1 : 1))
    return [{ id: EVERYWHERE, name: everywhere, pods: replica.pods.count }, ...sorted]
  }, [cluster, scope, everywhere])
  const choose = (key: Key | null) => {
    if (key !== null) setScope(key === EVERYWHERE ? null : String(key))
  }
  return (
    <ComboBox className="scope-box" aria-label={t('selector.scope')} menuTrigger="focus" defaultItems={items} value={scope ?? EVERYWHERE} onChange={choose}>
      <Input className="scope-input" onFocus={(event) => event.currentTarget.select()} />
      <Button className="scope-button"><ChevronDown size={14} aria-hidden /></Button>
      <Popover className="floating scope-list" placement="bottom start">
        <ListBox className="floating-list" renderEmptyState={() => <p className="scope-nothing">{t('selector.noNamespace')}</p>}>
          {(item: (typeof items)[number]) => (
            <ListBoxItem id={item.id} textValue={item.name} className="floating-item">
              <span className="ellipsis scope-name"><bdi>{item.name}</bdi></span>
              <span className="muted">{item.pods.toLocaleString(i18n.language)}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
