/** Manifests and samples on their way into the cluster: dropped, pasted, chosen, mended. */
export { DropZone } from './drop-zone.tsx'
export { EmptyState } from './empty-state.tsx'
export { ImportSheet } from './import-sheet.tsx'
export { OpenButton } from './open-button.tsx'
export { SamplesMenu } from './samples-menu.tsx'
