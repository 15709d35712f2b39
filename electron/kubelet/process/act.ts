/** Something that a container's process does. Times are milliseconds since it started. */
export type Act =
  | { readonly act: 'print'; readonly at: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | ({ readonly act: 'write'; readonly at: number } & Change)
  /** A server that begins and goes on until it is told to stop. */
  | { readonly act: 'serve'; readonly at: number; readonly program: string; readonly replacesShell: boolean }
  /** Nothing to see, but it goes on. */
  | { readonly act: 'turn'; readonly at: number }

/** What becomes of a file; a directory's path ends with a slash. */
export interface Change {
  readonly path: string
  /** Its text from now on, or what is added to it; undefined takes it away. */
  readonly text: string | undefined
  readonly added: boolean
}

/** How a process ends: Infinity when it does not by itself. */
export interface End {
  readonly at: number
  readonly exitCode: number
}

/** A process as it goes, act by act. */
export type Acts = Generator<Act, End>
