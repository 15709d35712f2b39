import { createManifestReader, type ManifestDocument } from '../manifest/index.ts'

/** The documents in some files and folders, read in threads that end with it. `workerFile` is the bundle of the thread. */
export async function readFiles(paths: readonly string[], workerFile: string): Promise<readonly ManifestDocument[]> {
  const reader = createManifestReader({ workerFile })
  try {
    return (await reader.readManifests(paths)).documents
  } finally {
    await reader.close()
  }
}
