import { fail, ok, type Result } from '../../shared/lang/result.ts'
import { indexLines } from './line-index.ts'

export interface DecodeError {
  readonly message: string
  readonly place?: { readonly line: number; readonly column: number }
}

const signatures: readonly (readonly [bytes: string, name: string])[] = [
  ['89504e470d0a1a0a', 'a PNG image'],
  ['ffd8ff', 'a JPEG image'],
  ['47494638', 'a GIF image'],
  ['7f454c46', 'a program (ELF)'],
  ['4d5a9000', 'a program (Windows)'],
  ['25504446', 'a PDF document'],
  ['504b0304', 'a ZIP archive'],
  ['1f8b08', 'a gzip archive'],
  ['fffe', 'UTF-16 text; save it as UTF-8'],
  ['feff', 'UTF-16 text; save it as UTF-8'],
]

/** A file's bytes as text, without a byte order mark; or what the file is instead of UTF-8 text. */
export function decodeText(bytes: Uint8Array): Result<string, DecodeError> {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const signature = signatures.find(([start]) => head.startsWith(start))
  if (signature !== undefined) return fail({ message: `not a manifest: this is ${signature[1]}` })
  const nul = bytes.indexOf(0)
  if (nul >= 0) return fail({ message: `not a manifest: this is a binary file (a NUL byte at offset ${nul})` })
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (error instanceof TypeError) return fail(describeBadByte(bytes))
    throw error
  }
}

/** A bad byte decodes to U+FFFD, which encodes to other bytes: the first difference is where it stands. */
function describeBadByte(bytes: Uint8Array): DecodeError {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const encoded = Buffer.from(text, 'utf8')
  const offset = encoded.findIndex((byte, place) => byte !== bytes[place])
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, offset))
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  return { message: `not UTF-8 text: byte 0x${byte} at offset ${offset}. Save the file as UTF-8`, place: indexLines(before).placeAt(before.length) }
}
