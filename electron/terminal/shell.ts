import { join } from 'node:path'

/** A shell to be started: its program and arguments. */
export interface Shell {
  readonly file: string
  readonly args: readonly string[]
  /** Variables it needs beside those of the terminal. */
  readonly env: Readonly<Record<string, string>>
}

export interface ShellParts {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a file is there and can be run. */
  readonly canRun: (file: string) => boolean
  /** Where the files of STARTUP_FILES lie. */
  readonly startup: string
}

/**
 * The person's own shell, or the first there is. A shell's own startup files run last and may name another kubeconfig, so bash, zsh and
 * fish are started in a way that puts ours back after them.
 */
export function chooseShell({ platform, env, canRun, startup }: ShellParts): Shell {
  if (platform === 'win32') return { file: 'powershell.exe', args: ['-NoLogo'], env: {} }
  const own = env['SHELL'] ?? ''
  const file = own.startsWith('/') && canRun(own) ? own : canRun('/bin/bash') ? '/bin/bash' : '/bin/sh'
  switch (file.slice(file.lastIndexOf('/') + 1)) {
    case 'bash': return { file, args: ['--rcfile', join(startup, 'bashrc'), '-i'], env: {} }
    // A terminal's shell is a login shell on a Mac: only those set PATH there.
    case 'zsh': return { file, args: platform === 'darwin' ? ['-i', '-l'] : ['-i'], env: { ZDOTDIR: join(startup, 'zsh'), PODSCAPE_ZDOTDIR: env['ZDOTDIR'] ?? env['HOME'] ?? '' } }
    case 'fish': return { file, args: ['-i', '-C', `source ${quoteFish(join(startup, 'config.fish'))}`], env: {} }
    // What other shells of this family read when they are interactive.
    default: return { file, args: ['-i'], env: { ENV: join(startup, 'shrc') } }
  }
}

function quoteFish(word: string): string {
  return `'${word.replaceAll(/[\\']/g, String.raw`\$&`)}'`
}

const RESTORE = `export KUBECONFIG="$PODSCAPE_KUBECONFIG"
if [ -n "$PODSCAPE_BIN" ]; then PATH="$PODSCAPE_BIN:$PATH"; fi
`

/** Files by their path in the startup folder: each lets the person's own run and then puts back what makes kubectl ours. */
export const STARTUP_FILES: Readonly<Record<string, string>> = {
  bashrc: `if [ -r ~/.bashrc ]; then . ~/.bashrc; fi\n${RESTORE}`,
  shrc: RESTORE,
  'zsh/.zshenv': 'if [[ -r "$PODSCAPE_ZDOTDIR/.zshenv" ]]; then . "$PODSCAPE_ZDOTDIR/.zshenv"; fi\n',
  'zsh/.zprofile': 'if [[ -r "$PODSCAPE_ZDOTDIR/.zprofile" ]]; then . "$PODSCAPE_ZDOTDIR/.zprofile"; fi\n',
  'zsh/.zshrc': `ZDOTDIR="$PODSCAPE_ZDOTDIR"\nif [[ -r "$ZDOTDIR/.zshrc" ]]; then . "$ZDOTDIR/.zshrc"; fi\n${RESTORE}`,
  'config.fish': 'set -gx KUBECONFIG $PODSCAPE_KUBECONFIG\nif test -n "$PODSCAPE_BIN"; set -gx PATH $PODSCAPE_BIN $PATH; end\n',
}
