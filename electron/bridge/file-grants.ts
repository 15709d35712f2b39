const KEPT = 32

/** Files that the person gave us, each set under a token: the window names tokens, never paths. */
export interface FileGrants {
  grant(paths: readonly string[]): string
  /** The paths behind a token, or undefined for one that was never given out or is too old. */
  paths(token: string): readonly string[] | undefined
}

export function createFileGrants(makeToken: () => string): FileGrants {
  const grants = new Map<string, readonly string[]>()
  return {
    grant(paths) {
      const token = makeToken()
      grants.set(token, paths)
      if (grants.size > KEPT) grants.delete(grants.keys().next().value!)
      return token
    },
    paths: (token) => grants.get(token),
  }
}
