import { Lasso } from 'lucide-react'
import { ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useHand } from './hand-store.ts'

/** Turns the drag of the pointer into a lasso, and back. */
export function LassoButton({ onToggle }: { readonly onToggle: () => void }) {
  const { t } = useTranslation()
  const lasso = useHand((hand) => hand.lasso)
  return (
    <ToggleButton className="icon-button" aria-label={t('graph.lasso.tool')} aria-keyshortcuts="l" isSelected={lasso} onChange={onToggle}>
      <Lasso size={15} aria-hidden />
    </ToggleButton>
  )
}
