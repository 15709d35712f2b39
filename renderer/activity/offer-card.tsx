import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import { dismissOffer, takeOffer, useOffer } from '../state/index.ts'

/** What kubectl listed last, with a button that shows the same on the graph. */
export function OfferCard() {
  const { t } = useTranslation()
  const listing = useOffer((state) => state.listing)
  return (
    <output aria-label={t('activity.offer.label')}>
      {listing !== null && (
        <span className="offer-card floating">
          <span className="ellipsis">
            {t('activity.offer.listed', { who: listing.client })}
            {listing.selector !== '' && <> {t('activity.offer.with')} <code className="mono"><bdi>{listing.selector}</bdi></code></>}
            {' '}
            {listing.scope === null ? t('activity.offer.everywhere') : <>{t('activity.offer.in')} <code className="mono"><bdi>{listing.scope}</bdi></code></>}
          </span>
          <Button className="button" onPress={takeOffer}>{t('activity.offer.show')}</Button>
          <Button className="icon-button" aria-label={t('app.dismiss')} onPress={dismissOffer}><X size={14} aria-hidden /></Button>
        </span>
      )}
    </output>
  )
}
