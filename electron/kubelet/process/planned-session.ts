import { resolvePath } from '../shell/file-system.ts'
import { findProgram, runProgram, scriptFileOf, shells } from '../shell/programs.ts'
import type { Ports, Session } from '../shell/shell-state.ts'
import { fork, type Steps } from '../shell/steps.ts'
import { findToolset, type Toolset } from '../shell/toolsets.ts'
import type { World } from '../shell/world.ts'

/** Programs that take no time and print nothing that is worth making up; what the network and other processes have to say is not known ahead. */
const silent = new Set([
  'chown', 'ln', 'wget', 'curl', 'nslookup', 'dig', 'ping', 'nc', 'sed', 'awk', 'df', 'du', 'ps', 'uptime', 'perl', 'tar', 'gzip', 'find', 'xargs', 'apt-get', 'apk', 'yum',
  'pip', 'npm', 'git', 'mount', 'sync', 'kill', 'stat', 'basename', 'dirname', 'stty', 'sysctl', 'mysqladmin', 'redis-cli', 'pg_isready', 'psql', 'mysql', 'mongosh',
  'rabbitmqctl', 'nginx-debug', 'getent',
])
const servers = new Set([
  'nginx', 'httpd', 'apache2', 'redis-server', 'mysqld', 'postgres', 'mongod', 'java', 'nc', 'httpd-foreground', 'memcached', 'rabbitmq-server', 'caddy', 'traefik',
])
const interpreters = new Set(['python', 'python3', 'node', 'ruby', 'php'])

/** Programs that do not come back by themselves, wherever in a script they stand. */
function isServer(name: string, args: readonly string[]): boolean {
  if (servers.has(name)) return !args.includes('-t')
  return interpreters.has(name) && args[0] !== '-c' && args[0] !== '-e' && !args.includes('--version')
}

/** The programs of an image; of one whose own are not known to hold a shell, everything. */
function plannedToolset(image: string): Toolset {
  const { shell, tools } = findToolset(image)
  return { shell, tools: new Set([...(tools.has('sh') ? tools : findToolset('').tools), ...shells]) }
}

/** The operands that a program wants to find, where a missing one may well lie in the image. */
function wantedFiles(name: string, args: readonly string[]): readonly string[] {
  const operands = args.filter((arg) => !arg.startsWith('-'))
  switch (name) {
    case 'cp':
    case 'mv': return operands.slice(0, -1)
    case 'chmod': return operands.slice(1)
    case 'tail': return args.some((arg) => /^-[a-zA-Z]*[fF]$|^--follow/.test(arg)) ? operands.filter((_, index) => !/^-[nc]$/.test(args[index - 1] ?? '')) : []
    default: return []
  }
}

/** Processes that one container may have at once. */
const maxProcesses = 256

/** What `serve` is told of a server that begins. */
export interface Serving {
  readonly program: string
  readonly replacesShell: boolean
}

/**
 * Runs the programs of a container ahead of time. What is not known prints nothing and does well; at the end of a script it is taken to be the
 * server that the script is there to start.
 */
export function createPlannedSession(world: World, first: NonNullable<Session['first']>, serve: (serving: Serving) => void): Session {
  let [running, lastPid] = [0, 0]
  const toolset = plannedToolset(world.container.image)

  function* goOn(program: string, { place }: Ports): Steps<number> {
    serve({ program, replacesShell: place === 'exec' })
    yield () => undefined
    return 0
  }
  function* guess(name: string, args: readonly string[], ports: Ports): Steps<number> {
    if (silent.has(name) && !(name === 'nc' && args.some((arg) => /^-\w*l/.test(arg)))) return 0
    return ports.place !== 'between' || isServer(name, args) ? yield* goOn(name, ports) : 0
  }
  /** Empty files for those that the image is taken to hold; false when not even their names are known. */
  const assume = (paths: readonly string[], cwd: string): boolean => {
    for (const path of paths) {
      const full = resolvePath(cwd, path)
      if (world.files.find(full).ok) continue
      if (/[*?[]|\/\.?$/.test(path)) return false
      world.files.write(full, new Uint8Array())
    }
    return true
  }
  function* begin(start: () => Steps<number>): Steps<number> {
    running += 1
    const code = yield* fork(start()).join()
    running -= 1
    return code
  }
  const session: Session = {
    world, toolset, first,
    terminal: () => undefined,
    run: (argv, env, cwd, ports) => {
      const [word = '', ...args] = argv
      const name = word.slice(word.lastIndexOf('/') + 1)
      const [behind] = args
      if (name === 'time' && behind !== undefined) return session.run(args, env, cwd, ports)
      const program = silent.has(name) ? undefined : findProgram(word, cwd, session)
      if (program === undefined || running >= maxProcesses) return guess(name, args, ports)
      // a file of commands that is not known is taken to be what it is there to start
      const script = program.kind === 'shell' ? scriptFileOf(args) : undefined
      if (script !== undefined && !world.files.find(resolvePath(cwd, script)).ok) return goOn(name, ports)
      if (program.kind === 'tool' && !assume(wantedFiles(name, args), cwd)) return guess(name, args, { ...ports, place: 'between' })
      lastPid += 1
      const pid = lastPid
      const steps = () => runProgram(program, pid, args, env, cwd, session, ports)
      return program.kind === 'tool' ? steps() : begin(steps)
    },
  }
  return session
}
