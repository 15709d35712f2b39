import type { Act } from './act.ts'
import { type Flow, type Machine, type Ports, resolve, write, writeFile } from './machine.ts'

type Steps = Generator<Act, Flow>

/** Where every image has files of its own. */
const inImage = /^\/(?:bin|boot|dev|etc|lib|lib64|opt|proc|root|sbin|srv|sys|usr|var|docker-entrypoint)(?:\/|$)|^\/tmp$|^\/$/

function exists(machine: Machine, path: string): boolean {
  return machine.files.has(path) || inImage.test(path) || [...machine.files.keys()].some((file) => file.startsWith(`${path}/`))
}

/** `cat`, `head` and `tail`. */
export function* printFiles(name: string, args: readonly string[], machine: Machine, ports: Ports): Steps {
  const follows = name === 'tail' && args.some((word) => /^-[a-zA-Z]*[fF]$/.test(word))
  const paths = args.filter((arg, index) => !arg.startsWith('-') && !/^-[nc]$/.test(args[index - 1] ?? ''))
  const lines = Number(/^-n?(\d+)$/.exec(args.find((arg) => /^-n?\d+$/.test(arg)) ?? '')?.[1] ?? args[args.indexOf('-n') + 1] ?? 10)
  const cut = (text: string) => {
    if (name === 'cat') return text
    const all = text.split(/(?<=\n)/)
    return (name === 'head' ? all.slice(0, lines) : all.slice(-lines)).join('')
  }
  if (paths.length === 0) yield* write(machine, ports.out, cut(ports.input.text))
  for (const given of paths) {
    const path = resolve(machine, given)
    if (exists(machine, path)) yield* write(machine, ports.out, cut(machine.files.get(path) ?? ''))
    else {
      yield* write(machine, ports.err, name === 'cat' ? `cat: can't open '${given}': No such file or directory\n` : `${name}: ${given}: No such file or directory\n`)
      machine.code = 1
    }
  }
  return follows ? 'forever' : 'next'
}

/** `touch`, `mkdir`, `rm`, `ls`, `cp` and `mv`. */
export function* changeFiles(name: string, args: readonly string[], machine: Machine, ports: Ports): Steps {
  const paths = args.filter((arg) => !arg.startsWith('-')).map((given) => ({ given, path: resolve(machine, given) }))
  switch (name) {
    case 'touch':
    case 'mkdir':
      for (const { path } of paths) if (!machine.files.has(path)) yield* writeFile(machine, path, '')
      return 'next'
    case 'rm':
      for (const { given, path } of paths) {
        const found = [...machine.files.keys()].filter((file) => file === path || file.startsWith(`${path}/`))
        for (const file of found) yield* writeFile(machine, file, undefined)
        if (found.length > 0 || args.some((arg) => /^-\w*f/.test(arg))) continue
        yield* write(machine, ports.err, `rm: can't remove '${given}': No such file or directory\n`)
        machine.code = 1
      }
      return 'next'
    case 'ls':
      for (const { given, path } of paths) {
        if (exists(machine, path)) {
          if (machine.files.has(path)) yield* write(machine, ports.out, `${given}\n`)
          continue
        }
        yield* write(machine, ports.err, `ls: ${given}: No such file or directory\n`)
        machine.code = 1
      }
      return 'next'
    default: {
      const [from, to] = paths
      if (from === undefined || to === undefined) return 'next'
      yield* writeFile(machine, to.path, machine.files.get(from.path) ?? '')
      if (name === 'mv') yield* writeFile(machine, from.path, undefined)
      return 'next'
    }
  }
}
