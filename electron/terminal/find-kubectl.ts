import { delimiter, join } from 'node:path'

export interface KubectlPlaces {
  readonly platform: NodeJS.Platform
  /** The value of PATH. */
  readonly path: string
  /** Folder that a packaged app brings along. */
  readonly bundled: string
  /** Folder into which it is fetched. */
  readonly fetched: string
  /** Whether a file is there and can be run. */
  readonly canRun: (file: string) => boolean
}

/** Where the shell finds kubectl: on PATH by itself, or in `bin`, which is to be put before it. */
export type FoundKubectl = { readonly on: 'path' } | { readonly on: 'bin'; readonly bin: string }

/** The kubectl of the person, else the one brought along, else the one fetched before; undefined when there is none. */
export function findKubectl({ platform, path, bundled, fetched, canRun }: KubectlPlaces): FoundKubectl | undefined {
  const name = platform === 'win32' ? 'kubectl.exe' : 'kubectl'
  if (path.split(delimiter).some((folder) => folder !== '' && canRun(join(folder, name)))) return { on: 'path' }
  const bin = [bundled, fetched].find((folder) => canRun(join(folder, name)))
  return bin === undefined ? undefined : { on: 'bin', bin }
}
