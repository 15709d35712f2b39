import { Maximize, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

export interface ZoomButtonsProps {
  readonly onZoomOut: () => void
  readonly onZoomIn: () => void
  readonly onFit: () => void
  /** What stands before them. */
  readonly children: ReactNode
}

export function ZoomButtons({ onZoomOut, onZoomIn, onFit, children }: ZoomButtonsProps) {
  const { t } = useTranslation()
  return (
    <div className="graph-zoom">
      {children}
      <Button className="icon-button" aria-label={t('graph.zoomOut')} onPress={onZoomOut}><Minus size={16} aria-hidden /></Button>
      <Button className="icon-button" aria-label={t('graph.zoomIn')} onPress={onZoomIn}><Plus size={16} aria-hidden /></Button>
      <Button className="icon-button" aria-label={t('graph.fit')} onPress={onFit}><Maximize size={15} aria-hidden /></Button>
    </div>
  )
}
