import { allowInjectedStyles } from './style-nonce.ts'

allowInjectedStyles()
// Loaded afterwards, because some libraries inject their styles as soon as they are loaded.
const { openWindow } = await import('./open-window.tsx')
await openWindow()
