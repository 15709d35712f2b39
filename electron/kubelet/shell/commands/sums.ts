import { createHash } from 'node:crypto'
import { parseFlags, complain, readOperands, say, type Tool } from '../tool.ts'

function sumWith(algorithm: 'md5' | 'sha256'): Tool {
  return function* (io) {
    const flags = parseFlags(io.args, 'bt')
    if (!flags.ok) return yield* complain(io, flags.error)
    return yield* readOperands(io, flags.value.operands, function* (source, name) {
      const hash = createHash(algorithm)
      for (let bytes = yield* source.read(); bytes !== undefined; bytes = yield* source.read()) hash.update(bytes)
      return yield* say(io.stdout, `${hash.digest('hex')}  ${name}\n`)
    })
  }
}

export const md5sum = sumWith('md5')
export const sha256sum = sumWith('sha256')
