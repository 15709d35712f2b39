import { type FileProblem, nameOf, resolvePath } from '../file-system.ts'
import type { Steps } from '../steps.ts'
import { complain, complainOfFile, parseFlags, pathOf, type Tool, type ToolIo } from '../tool.ts'
import { makeParents, problemOf } from './files.ts'

function copyTree(io: ToolIo, from: string, to: string): FileProblem | undefined {
  const { files } = io.world
  const found = files.find(from)
  if (!found.ok) return found.error
  if (found.value.kind !== 'directory') {
    const bytes = files.read(from)
    return bytes.ok ? problemOf(files.write(to, bytes.value, found.value.mode)) : bytes.error
  }
  if (`${to}/`.startsWith(`${from}/`)) return 'EINVAL'
  const made = makeParents(io, to)
  if (made !== undefined) return made
  const listed = files.list(from)
  for (const name of listed.ok ? listed.value : []) {
    const problem = copyTree(io, resolvePath(from, name), resolvePath(to, name))
    if (problem !== undefined) return problem
  }
  return undefined
}

/** Into a directory under its own name, else to that very path. */
function targetOf(io: ToolIo, target: string, source: string): string {
  const path = pathOf(io, target)
  const found = io.world.files.find(path)
  return found.ok && found.value.kind === 'directory' ? resolvePath(path, nameOf(pathOf(io, source))) : path
}

function* transfer(io: ToolIo, operands: readonly string[], act: (from: string, to: string) => FileProblem | undefined): Steps<number> {
  const target = operands.at(-1)
  if (target === undefined) return yield* complain(io, 'missing file operand')
  if (operands.length === 1) return yield* complain(io, `missing destination file operand after '${target}'`)
  const there = io.world.files.find(pathOf(io, target))
  if (operands.length > 2 && !(there.ok && there.value.kind === 'directory')) return yield* complain(io, `target '${target}' is not a directory`)
  let code = 0
  for (const source of operands.slice(0, -1)) {
    const problem = act(pathOf(io, source), targetOf(io, target, source))
    if (problem !== undefined) code = yield* complainOfFile(io, `cannot ${io.name === 'cp' ? 'copy' : 'move'} '${source}'`, problem)
  }
  return code
}

export const cp: Tool = function* (io) {
  const flags = parseFlags(io.args, 'rRapf')
  if (!flags.ok) return yield* complain(io, flags.error)
  const { has, operands } = flags.value
  const recursive = has('r') || has('R') || has('a')
  return yield* transfer(io, operands, (from, to) => {
    const found = io.world.files.find(from)
    return found.ok && found.value.kind === 'directory' && !recursive ? 'EISDIR' : copyTree(io, from, to)
  })
}

export const mv: Tool = function* (io) {
  const flags = parseFlags(io.args, 'f')
  if (!flags.ok) return yield* complain(io, flags.error)
  return yield* transfer(io, flags.value.operands, (from, to) => problemOf(io.world.files.rename(from, to)))
}
