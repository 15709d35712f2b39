import type { Chance } from './chance.ts'

/** The parts of objects that no two have in common. */
export interface Identities {
  /** A version 4 UUID. */
  uid(): string
  /** Of a run of a container: `containerd://` and 64 hexadecimal digits. */
  runId(): string
  /** A suffix as `generateName` gives: five letters. */
  suffix(): string
  /** A hash as templates have it in the names of their sets. */
  hash(): string
}

const letters = 'bcdfghjklmnpqrstvwxz2456789'

export function createIdentities({ bits }: Chance): Identities {
  const bytes = Buffer.alloc(32)
  const hex = (count: number) => {
    for (let at = 0; at < count; at += 4) bytes.writeUInt32LE(bits(), at)
    return bytes.toString('hex', 0, count)
  }
  const spell = (count: number) => {
    let left = bits()
    let text = ''
    for (let place = 0; place < count; place++) {
      text += letters[left % letters.length]
      left = Math.floor(left / letters.length) + (place === 4 ? bits() : 0)
    }
    return text
  }
  return {
    uid: () => {
      const text = hex(16)
      const variant = '89ab'[bits() & 3]
      return oneText(`${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`)
    },
    runId: () => oneText(`containerd://${hex(32)}`),
    suffix: () => spell(5),
    hash: () => spell(10),
  }
}

/** The text in one piece: what V8 makes of parts keeps the parts, which a million times over is memory. ASCII only. */
export function oneText(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}
