import { Ellipsis, History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { kubectlPods } from '../../shared/gesture/index.ts'
import { listBits } from '../../shared/selector/index.ts'
import { askDelete, askText, copyText, refOf, useCluster, useQuestion, useSettings } from '../state/index.ts'
import { focusSelectorInput } from './selector-input.tsx'

/** Selectors asked before, newest first. */
export function HistoryMenu() {
  const { t } = useTranslation()
  const history = useSettings((state) => state.selectorHistory)
  const ask = (text: string) => {
    askText(text)
    focusSelectorInput()
  }
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={t('selector.history')}><History size={16} aria-hidden /></Button>
      <Popover className="floating bar-menu" placement="bottom end">
        <Menu className="floating-list" renderEmptyState={() => <p className="bar-menu-empty">{t('selector.noHistory')}</p>}>
          {history.map((text) => (
            <MenuItem key={text} id={text} textValue={text} className="floating-item" onAction={() => ask(text)}>
              <span className="mono ellipsis"><bdi>{text}</bdi></span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}

function deleteMatching(): void {
  const { text, scope, matches } = useQuestion.getState()
  const { pods } = useCluster.getState().replica
  const refs = listBits(matches.words).flatMap((slot) => {
    const pod = pods.at(slot)
    return pod === undefined ? [] : [refOf(pod)]
  })
  askDelete(refs, kubectlPods('delete', text, scope))
}

function MoreItems() {
  const { t } = useTranslation()
  const { text, scope, asked, error, matches } = useQuestion()
  const canDelete = error === null && (asked || scope !== null) && matches.matched > 0
  return (
    <Menu className="floating-list">
      <MenuItem className="floating-item" isDisabled={error !== null} onAction={() => void copyText(kubectlPods('get', text, scope))}>{t('selector.copy')}</MenuItem>
      <MenuItem className="floating-item" isDisabled={!canDelete} onAction={deleteMatching}>{t('selector.deleteMatching', { count: matches.matched })}</MenuItem>
    </Menu>
  )
}

/** What else can be done with the answer. */
export function MoreMenu() {
  const { t } = useTranslation()
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={t('selector.more')}><Ellipsis size={16} aria-hidden /></Button>
      <Popover className="floating bar-menu" placement="bottom end"><MoreItems /></Popover>
    </MenuTrigger>
  )
}
