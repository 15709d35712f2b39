import type { StringMap } from '../../shared/model/index.ts'
import { clipEnd } from '../graph/index.ts'

/** Room of chips on a card, and how wide their text is; all of it in px at scale 1. */
export interface ChipRoom {
  readonly left: number
  readonly right: number
  readonly lines: number
  /** Of one character of the chips' font, which are all of one width. */
  readonly character: number
}

export interface ChipPlace {
  readonly text: string
  readonly named: boolean
  readonly x: number
  readonly row: number
  readonly width: number
}

/** Between a chip's border and its text. */
export const INSIDE = 4
const BETWEEN = 4
const LONGEST = 40

/** Fewer characters of a key say nothing. */
const LEAST_KEY = 4

/** A label in at most `room` characters: the prefix of its key is given up first, then the key's end as long as something is left of it. */
function clipLabel(key: string, value: string, room: number): string {
  const write = (name: string) => (value === '' ? name : `${name}=${value}`)
  if (write(key).length <= room) return write(key)
  const slash = key.indexOf('/')
  const name = slash === -1 ? key : `…${key.slice(slash)}`
  const left = room - (write(name).length - name.length)
  return clipEnd(write(left < LEAST_KEY ? name : clipEnd(name, left)), room)
}

/** Labels in rows, those that the selector names first, as many as have room; one that is wider than the card loses its end. */
export function placeChips(labels: StringMap, named: ReadonlySet<string>, { left, right, lines, character }: ChipRoom): readonly ChipPlace[] {
  const longest = Math.min(LONGEST, Math.floor((right - left - 2 * INSIDE) / character))
  const places: ChipPlace[] = []
  let x = left
  let row = 0
  for (const [key, value] of Object.entries(labels).sort(([a], [b]) => Number(named.has(b)) - Number(named.has(a)))) {
    const text = clipLabel(key, value, longest)
    if (text === '') break
    const width = text.length * character + 2 * INSIDE
    if (x > left && x + width > right) {
      x = left
      row++
    }
    if (row >= lines) break
    places.push({ text, named: named.has(key), x, row, width })
    x += width + BETWEEN
  }
  return places
}
