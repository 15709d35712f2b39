import { delimiter } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

export interface EnvironmentParts {
  /** The program's own. */
  readonly env: Environment
  /** The app's own kubeconfig, and the only one the shell knows. */
  readonly kubeconfig: string
  /** Where kubectl keeps what it learned of the server. */
  readonly kubeCache: string
  /** Folder of a kubectl that had to be provided; absent when there is one on PATH. */
  readonly bin?: string
}

/** The person's environment as the shell gets it: without what belongs to the program itself, and with kubectl led to this cluster. */
export function buildEnvironment({ env, kubeconfig, kubeCache, bin }: EnvironmentParts): Record<string, string> {
  const own = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^(npm_|ELECTRON_|INIT_CWD$|CHROME_DESKTOP$)/.test(entry[0]))
  // On Windows it may be called Path.
  const path = own.find(([name]) => name.toUpperCase() === 'PATH')?.[0] ?? 'PATH'
  return {
    ...Object.fromEntries(own),
    ...(bin === undefined ? {} : { [path]: [bin, env[path] ?? ''].filter((part) => part !== '').join(delimiter) }),
    TERM: 'xterm-256color',
    TERM_PROGRAM: 'Podscape',
    KUBECONFIG: kubeconfig,
    KUBECACHEDIR: kubeCache,
    // The shell's startup files put these back, see STARTUP_FILES.
    PODSCAPE_KUBECONFIG: kubeconfig,
    PODSCAPE_BIN: bin ?? '',
  }
}
