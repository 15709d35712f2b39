import { createRoot } from 'react-dom/client'
import { startTexts } from '../i18n/index.ts'
import { foldLargeCluster } from '../outline/index.ts'
import { followActivity, followCluster, followFailures, followImports, followMatches, followOffers, followOpening, followSelection, followSelectorOffer, openAsked, startWindow } from '../state/index.ts'
import { CrashBoundary } from './crash-boundary.tsx'
import { Shell } from './shell.tsx'
import './base.css'

/** Starts the window: settings, texts, the cluster's facts, then what it was asked to open. */
export async function openWindow(): Promise<void> {
  followFailures()
  const start = await startWindow()
  await startTexts(start.settings.language)
  // Matches follow the replica, so they listen first.
  followMatches()
  followSelection()
  foldLargeCluster()
  followCluster()
  followImports()
  followActivity()
  followOffers()
  followSelectorOffer()

  const opened = openAsked(start.open)
  followOpening()
  createRoot(document.getElementById('root')!).render(<CrashBoundary><Shell /></CrashBoundary>)
  await opened
}
