import { createHash } from 'node:crypto'
import { parseFlags, complain, readOperands, say, type Tool } from '../tool.ts'

function sumWith(algorithm: 'md5' | 'sha256'): Tool {
  return async (io) => {
    const flags = parseFlags(io.args, 'bt')
    if (!flags.ok) return complain(io, flags.error)
    return readOperands(io, flags.value.operands, async (source, name) => {
      const hash = createHash(algorithm)
      for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) hash.update(bytes)
      return say(io.stdout, `${hash.digest('hex')}  ${name}\n`)
    })
  }
}

export const md5sum = sumWith('md5')
export const sha256sum = sumWith('sha256')
