import { ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover, Text, type Key } from 'react-aria-components'
import { setScope, useCalmCluster, useCluster, useQuestion } from '../state/index.ts'

/** No namespace has this name. */
const EVERYWHERE = '*'

/** Limits the question to one namespace, as `kubectl -n` does. */
export function ScopeBox() {
  const { t, i18n } = useTranslation()
  const replica = useCluster((state) => state.replica)
  const [isFocused, setIsFocused] = useState(false)
  // Nobody sees the counts of a list that is shut.
  const turnover = useCalmCluster((state) => (isFocused ? state.replica.turnover : 0))
  const scope = useQuestion((state) => state.scope)
  const everywhere = t('selector.allNamespaces')
  const items = useMemo(() => {
    // The library looks at every item whenever one changes: until someone chooses, there is only the one that is chosen.
    const known = (isFocused ? replica.namespaces : []).filter((entry) => entry.object !== undefined || entry.pods > 0).map(({ name, pods }) => ({ id: name, name, pods }))
    const asked = scope === null || known.some(({ name }) => name === scope) ? [] : [{ id: scope, name: scope, pods: 0 }]
    const sorted = [...known, ...asked].sort((a, b) => (a.name < b.name ? -1 : 1))
    return [{ id: EVERYWHERE, name: everywhere, pods: replica.pods.count }, ...sorted]
    // oxlint-disable-next-line react/exhaustive-deps -- the replica is one object for ever
  }, [replica, turnover, scope, everywhere, isFocused])
  const choose = (key: Key | null) => {
    if (key !== null) setScope(key === EVERYWHERE ? null : String(key))
  }
  return (
    <ComboBox className="scope-box" aria-label={t('selector.scope')} menuTrigger="focus" defaultItems={items} value={scope ?? EVERYWHERE} onChange={choose} onFocusChange={setIsFocused}>
      <Input className="scope-input" onFocus={(event) => event.currentTarget.select()} />
      <Button className="scope-button"><ChevronDown size={14} aria-hidden /></Button>
      <Popover className="floating scope-list" placement="bottom start">
        <ListBox className="floating-list" renderEmptyState={() => <p className="scope-nothing">{t('selector.noNamespace')}</p>}>
          {(item: (typeof items)[number]) => (
            <ListBoxItem id={item.id} textValue={item.name} className="floating-item">
              <Text slot="label" className="ellipsis scope-name"><bdi>{item.name}</bdi></Text>
              <Text slot="description" className="muted">{item.pods.toLocaleString(i18n.language)}</Text>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
