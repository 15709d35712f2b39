/** The end of a pod's name, which tells replicas apart: what follows the last '-' or '.', or all of it. */
export function lastPart(name: string): string {
  const at = Math.max(name.lastIndexOf('-'), name.lastIndexOf('.'))
  return at <= 0 || at === name.length - 1 ? name : name.slice(at + 1)
}

/** A text in at most `room` characters, its front given up first; '' where not even two fit. */
export function clipFront(text: string, room: number): string {
  if (text.length <= room) return text
  return room < 2 ? '' : `…${text.slice(text.length - room + 1)}`
}

/** Fewer characters of a name's front say nothing. */
const LEAST_FRONT = 3

/** The front and the last part of a name in `room` characters; null where there would be too little of the front, or nothing between. */
function withoutMiddle(name: string, room: number): string | null {
  const tail = lastPart(name)
  const front = room - tail.length - 1
  return tail === name || front < LEAST_FRONT ? null : `${name.slice(0, front)}…${tail}`
}

/** A pod's name in at most `room` characters: its end tells replicas apart and stays, then its front, which tells what it is; the middle goes first. */
export function clipName(name: string, room: number): string {
  if (name.length <= room) return name
  const tail = lastPart(name)
  if (tail === name) return clipEnd(name, room)
  return withoutMiddle(name, room) ?? clipFront(room <= tail.length ? tail : name, room)
}

/** A namespace's name in at most `room` characters: many begin alike and many end alike, so that the middle goes first, then the end. */
export function clipTitle(name: string, room: number): string {
  return name.length <= room ? name : (withoutMiddle(name, room) ?? clipEnd(name, room))
}

/** A text in at most `room` characters, its end given up first; '' where not even two fit. */
export function clipEnd(text: string, room: number): string {
  if (text.length <= room) return text
  return room < 2 ? '' : `${text.slice(0, room - 1)}…`
}
