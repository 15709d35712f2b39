/** Something that a container's process does. Times are milliseconds since it started. */
export type Act =
  | { readonly act: 'print'; readonly at: number; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** A file that it leaves with this text; undefined takes it away. */
  | { readonly act: 'write'; readonly at: number; readonly path: string; readonly text: string | undefined }
  /** A server that begins and goes on until it is told to stop. */
  | { readonly act: 'serve'; readonly at: number; readonly program: string; readonly replacesShell: boolean }
  /** A round of a loop: nothing to see, but time goes on. */
  | { readonly act: 'turn'; readonly at: number }

/** How a process ends: Infinity when it does not by itself. */
export interface End {
  readonly at: number
  readonly exitCode: number
}

/** A process as it goes, act by act. */
export type Acts = Generator<Act, End>
