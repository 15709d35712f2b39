/** What is too much to be read. */
export interface ManifestLimits {
  readonly documentBytes: number
  /** All files of one drop together. */
  readonly dropBytes: number
  readonly files: number
  readonly folderDepth: number
  /** How long the parser may take over one document. */
  readonly documentMs: number
  /** Heap of one parsing thread. */
  readonly workerMegabytes: number
}

/** The API server takes requests of up to 3 MiB. */
export const defaultLimits: ManifestLimits = {
  documentBytes: 3 * 1024 * 1024,
  dropBytes: 20 * 1024 * 1024,
  files: 10_000,
  folderDepth: 32,
  documentMs: 2_000,
  workerMegabytes: 256,
}
