import { Buffer } from 'node:buffer'

/** Texts as UTF-8 in a room of a fixed size: when it is full, the oldest give way. */
export interface Arena {
  keep(text: string): Kept
}

/** Where a text lies. */
export interface Kept {
  readonly slab: Slab
  readonly emptied: number
  readonly from: number
  readonly to: number
}

/** A part of the room, that is filled and emptied as one. */
interface Slab {
  readonly bytes: Buffer
  used: number
  /** How often it has been emptied. */
  emptied: number
}

/** A room of so many slabs, made as they are needed; a text longer than a slab has one of its own. */
export function createArena(slabs: number, slabBytes: number): Arena {
  const room: Slab[] = []
  let next = 0
  let slab = createSlab(0)

  function takeSlab(): Slab {
    const taken = (room[next] ??= createSlab(slabBytes))
    next = (next + 1) % slabs
    taken.used = 0
    taken.emptied++
    return taken
  }

  return {
    keep: (text) => {
      // A UTF-16 unit takes three bytes at most.
      const most = text.length * 3
      if (most > slabBytes) return fill(createSlab(Buffer.byteLength(text)), text)
      if (slab.used + most > slab.bytes.length) slab = takeSlab()
      return fill(slab, text)
    },
  }
}

function createSlab(size: number): Slab {
  return { bytes: Buffer.allocUnsafeSlow(size), used: 0, emptied: 0 }
}

function fill(slab: Slab, text: string): Kept {
  const from = slab.used
  slab.used += slab.bytes.write(text, from)
  return { slab, emptied: slab.emptied, from, to: slab.used }
}

/** A text's bytes, as they are until more is kept; undefined when it has given way. */
export function readKept({ slab, emptied, from, to }: Kept): Buffer | undefined {
  return slab.emptied === emptied ? slab.bytes.subarray(from, to) : undefined
}
