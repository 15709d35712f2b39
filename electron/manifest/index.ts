/**
 * Manifest text to documents: `createManifestReader({ workerFile })` reads files, folders and text in parsing threads,
 * `locate(document, 'spec.containers[0].name')` gives a field's place in the file.
 */
export type { ManifestDocument, ManifestLimits, ManifestReader, ManifestSet, ReadOptions } from './manifest-document.ts'
