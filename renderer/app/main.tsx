import { openWindow } from './open-window.tsx'

await openWindow()
