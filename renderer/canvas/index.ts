export { GraphView } from './graph-view.tsx'
export { SelectorOfferCard } from './selector-offer-card.tsx'
