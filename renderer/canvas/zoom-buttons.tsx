import { Maximize, Minus, Plus } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'

export interface ZoomButtonsProps {
  readonly onZoomOut: () => void
  readonly onZoomIn: () => void
  readonly onFit: () => void
}

export function ZoomButtons({ onZoomOut, onZoomIn, onFit }: ZoomButtonsProps) {
  const { t } = useTranslation()
  return (
    <div className="graph-zoom">
      <Button className="icon-button" aria-label={t('graph.zoomOut')} onPress={onZoomOut}><Minus size={16} aria-hidden /></Button>
      <Button className="icon-button" aria-label={t('graph.zoomIn')} onPress={onZoomIn}><Plus size={16} aria-hidden /></Button>
      <Button className="icon-button" aria-label={t('graph.fit')} onPress={onFit}><Maximize size={15} aria-hidden /></Button>
    </div>
  )
}
