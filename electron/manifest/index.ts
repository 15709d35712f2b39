/**
 * Manifest text to documents: `createManifestReader({ workerFile })` reads files, folders and text in parsing threads;
 * `locate(document, 'spec.containers[0].name')` and `errorAt` give a field's place in its file.
 */
export type { ManifestDocument, ManifestLimits, ManifestReader, ManifestSet, ReadOptions } from './manifest-document.ts'
export { createManifestReader } from './manifest-reader.ts'
export { errorAt, locate } from './locate.ts'
