import { X } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { dismissSelectorOffer, graphHandle, takeSelectorOffer, useSelectorOffer, type SelectorOffer } from '../state/index.ts'

/** So many of the pods that prove it are named. */
const MOST_NAMED = 3

/** What selects exactly the pods that a lasso took, or the proof that no selector does. */
export function SelectorOfferCard() {
  const { t } = useTranslation()
  const offer = useSelectorOffer((state) => state.offer)
  return (
    <output aria-label={t('graph.lasso.offer')}>
      {offer !== null && (
        <span className="graph-offer-card floating">
          <span className="graph-offer-text"><OfferText offer={offer} /></span>
          {offer.answer.found === 'selector' && <Button className="button" onPress={takeSelectorOffer}>{t('graph.lasso.use')}</Button>}
          <Button className="icon-button" aria-label={t('app.dismiss')} onPress={dismissSelectorOffer}><X size={14} aria-hidden /></Button>
        </span>
      )}
    </output>
  )
}

function OfferText({ offer: { pods, scope, answer } }: { readonly offer: SelectorOffer }) {
  const { t } = useTranslation()
  const where = scope === null ? null : <> {t('graph.lasso.in')} <code className="mono"><bdi>{scope}</bdi></code></>
  switch (answer.found) {
    case 'selector':
      return (
        <>
          <span>{t('graph.lasso.these', { count: pods })}</span>
          {where}{' '}
          {answer.text === '' ? t('graph.lasso.everything') : <code className="mono"><bdi>{answer.text}</bdi></code>}
          {!answer.shortest && <span className="muted"> {t('graph.lasso.perhapsLonger')}</span>}
        </>
      )
    case 'none': {
      const { outside, like } = answer
      const names = (
        <>
          {like.slice(0, MOST_NAMED).map((pod, at) => <span key={pod.uid}>{at > 0 && ', '}<PodName pod={pod} /></span>)}
          {like.length > MOST_NAMED && <> {t('graph.more', { count: like.length - MOST_NAMED })}</>}
        </>
      )
      return (
        <>
          <strong>{t('graph.lasso.none', { count: pods })}</strong>{where}{' '}
          <PodName pod={outside} />{t(like.length === 1 ? 'graph.lasso.twin' : 'graph.lasso.among')} {names}{t('graph.lasso.after')}
        </>
      )
    }
    case 'too-long': return <>{t('graph.lasso.tooLong', { count: pods })}{where}</>
    default: return assertNever(answer)
  }
}

function PodName({ pod }: { readonly pod: ObjectSummary }) {
  return <Button className="graph-offer-name mono" onPress={() => graphHandle()?.reveal(pod.uid)}><bdi>{pod.name}</bdi></Button>
}
