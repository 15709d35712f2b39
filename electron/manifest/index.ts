/**
 * Manifest text to documents: `createManifestReader({ workerFile })` reads files, folders and text in parsing threads;
 * `locate(document, 'spec.containers[0].name')` and `errorAt` give a field's place in its file.
 */
export type { ReadOptions } from './batcher.ts'
export type { ManifestLimits } from './limits.ts'
export type { ManifestDocument } from './manifest-document.ts'
export { createManifestReader, type ManifestReader, type ManifestSet } from './manifest-reader.ts'
export { errorAt, locate } from './locate.ts'
