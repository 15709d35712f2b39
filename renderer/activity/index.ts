export { ActivityStrip } from './activity-strip.tsx'
export { GestureWords } from './gesture-words.tsx'
export { OfferCard } from './offer-card.tsx'
