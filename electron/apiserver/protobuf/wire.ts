/** A message that is not protobuf, or not of the kind it says. */
export class BadMessage extends Error {}

/** One field of a message: a number (varint or fixed) or bytes. */
export interface WireField {
  readonly number: number
  readonly value: bigint | Uint8Array
  /** Whether the value is a double's bits. */
  readonly fixed64: boolean
}

const VARINT = 0
const FIXED64 = 1
const BYTES = 2
const FIXED32 = 5

/** The fields of a message in the order they come. Throws BadMessage when the bytes are no message. */
export function readFields(bytes: Uint8Array): readonly WireField[] {
  const fields: WireField[] = []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const take = (length: number): number => {
    if (length > bytes.length - at) throw new BadMessage('unexpected EOF')
    at += length
    return at - length
  }
  const readVarint = (): bigint => {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[take(1)] ?? 0
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new BadMessage('proto: integer overflow')
  }
  while (at < bytes.length) {
    const tag = readVarint()
    const [number, wireType] = [Number(tag >> 3n), Number(tag & 7n)]
    if (number < 1 || number > 0x1fff_ffff) throw new BadMessage(`proto: illegal tag ${number} (wire type ${wireType})`)
    switch (wireType) {
      case VARINT:
        fields.push({ number, value: readVarint(), fixed64: false })
        break
      case FIXED64:
        fields.push({ number, value: view.getBigUint64(take(8), true), fixed64: true })
        break
      case BYTES: {
        const length = Number(readVarint())
        const from = take(length)
        fields.push({ number, value: bytes.subarray(from, from + length), fixed64: false })
        break
      }
      case FIXED32:
        fields.push({ number, value: BigInt(view.getUint32(take(4), true)), fixed64: false })
        break
      default:
        throw new BadMessage(`proto: illegal wireType ${wireType}`)
    }
  }
  return fields
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function readText(value: WireField['value']): string {
  try {
    return utf8.decode(readBytes(value))
  } catch (problem) {
    if (problem instanceof BadMessage) throw problem
    throw new BadMessage('proto: string field contains invalid UTF-8')
  }
}

export function readBytes(value: WireField['value']): Uint8Array {
  if (typeof value === 'bigint') throw new BadMessage('proto: wrong wireType = 0')
  return value
}

export function readInteger(value: WireField['value'], bits: 32 | 64): number {
  if (typeof value !== 'bigint') throw new BadMessage('proto: wrong wireType = 2')
  return Number(BigInt.asIntN(bits, value))
}

export function readDouble(value: WireField['value']): number {
  if (typeof value !== 'bigint') throw new BadMessage('proto: wrong wireType = 2')
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, value)
  return view.getFloat64(0)
}
