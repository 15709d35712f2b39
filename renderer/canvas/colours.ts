import type { Palette } from '../look/index.ts'
import { POD_STATES } from '../state/index.ts'

const channels = (hex: string): readonly [number, number, number] => {
  const value = Number.parseInt(hex.slice(1), 16)
  return [value >> 16, (value >> 8) & 0xff, value & 0xff]
}

/** A colour as a pixel of ImageData read in 32 bits (little-endian: alpha, blue, green, red). */
export function pixelOf(hex: string): number {
  const [red, green, blue] = channels(hex)
  return ((0xff << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

/** A colour `part` of the way to another. */
export function blend(hex: string, towards: string, part: number): string {
  const from = channels(hex)
  const to = channels(towards)
  return `#${from.map((channel, at) => Math.round(channel + (to[at]! - channel) * part).toString(16).padStart(2, '0')).join('')}`
}

/** A pod's fill, by the number of its state. */
export const fillOf = (palette: Palette, state: number): string => palette.state[POD_STATES[state] ?? 'unknown']

/** The lighter core of a cell that matches, to be told from its fill. */
export const coreOf = (palette: Palette, state: number): string => blend(fillOf(palette, state), palette.surface === '#FFFFFF' ? '#FFFFFF' : palette.text, 0.65)
