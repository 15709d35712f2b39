/** The words of an error of the main process, without what Electron puts before them. */
export function explainFailure(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^Error invoking remote method '[^']*': (?:\w*Error: )?/, '')
}
