import { create } from 'zustand'
import type { Listing } from './client-calls.ts'
import { askText, setScope, useQuestion } from './question-store.ts'

/** What kubectl listed last, offered to be shown on the graph; null when there is nothing to offer. */
export const useOffer = create<{ readonly listing: Listing | null }>(() => ({ listing: null }))

/** Offers a listing, unless the graph shows it already. */
export function offerListing(listing: Listing): void {
  const { text, scope } = useQuestion.getState()
  useOffer.setState({ listing: text.trim() === listing.selector && scope === listing.scope ? null : listing })
}

export function takeOffer(): void {
  const { listing } = useOffer.getState()
  if (listing === null) return
  setScope(listing.scope)
  askText(listing.selector)
  dismissOffer()
}

export function dismissOffer(): void {
  useOffer.setState({ listing: null })
}

/** Takes an offer back once the person asks something else. Returns what ends it. */
export function followOffers(): () => void {
  return useQuestion.subscribe(({ text, scope }, before) => {
    if (text !== before.text || scope !== before.scope) dismissOffer()
  })
}
