import { type ContainerProcess, runCommand, type World } from './shell/index.ts'

/** The processes started in one container, which all end with it. */
export interface Processes {
  run(argv: readonly string[], options: { readonly tty: boolean }): ContainerProcess
  end(): void
  over(): boolean
}

/** What a shell makes of a process that KILL ended. */
const killed = { kind: 'exited', code: 137 } as const

export function startProcesses(world: World): Processes {
  const kills = new Set<() => void>()
  let over = false
  return {
    run: (argv, options) => {
      const process = runCommand(argv, world, options)
      let kill = () => {}
      const cut = new Promise<typeof killed>((resolve) => {
        kill = () => {
          resolve(killed)
          process.hangUp()
        }
      })
      kills.add(kill)
      const ended = Promise.race([process.ended, cut]).finally(() => kills.delete(kill))
      return { ...process, ended }
    },
    end: () => {
      over = true
      for (const kill of kills) kill()
    },
    over: () => over,
  }
}
