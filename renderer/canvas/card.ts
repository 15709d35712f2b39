import type { PodState } from '../../shared/ipc/contract.ts'
import type { Rect } from '../graph/index.ts'
import type { Palette } from '../look/index.ts'
import { POD_STATES } from '../state/index.ts'
import { inset, roundRect, type AnyContext } from './brush.ts'
import { coreOf, fillOf } from './colours.ts'
import { drawGlyph } from './glyph.ts'
import { cardness, fieldAlpha, mixed, ramp } from './levels.ts'

/** Width of the ring around a card that matches. */
export const RING = 2

/** What a card looks like without its text: as many looks as there are of these, whatever the number of pods. */
export interface CardLook {
  /** Number of the pod's state. */
  readonly state: number
  /** Whether all its containers are ready. */
  readonly ready: boolean
  readonly match: 'plain' | 'matched' | 'dimmed'
}

/** The measures of a card's inside, in CSS pixels; they follow from the width of its cell alone and change evenly with it. */
export interface CardMeasures {
  /** Scale of the text. */
  readonly scale: number
  readonly pad: number
  readonly line: number
  /** Height of the middle of the first line. */
  readonly head: number
  readonly glyph: number
  /** Where the glyph's middle is, and where the name starts. */
  readonly glyphX: number
  readonly nameX: number
  readonly edge: number
}

/** Text keeps its size while cards are middling; it shrinks with small ones and grows with large ones. */
export function measureCard(cellWidth: number, card: Rect): CardMeasures {
  const scale = cellWidth < 100 ? Math.max(0.72, cellWidth / 100) : Math.min(2, Math.max(1, cellWidth / 190))
  const pad = 6 * scale
  const line = 15 * scale
  const edge = Math.min(3, Math.max(1.5, cellWidth * 0.05)) * Math.max(1, scale)
  const glyph = 12 * scale
  const left = edge + 2 * scale + glyph / 2
  return {
    scale, pad, line, edge, glyph,
    head: mixed(card.height / 2, pad + line / 2, ramp(cellWidth, 40, 54)),
    glyphX: mixed(card.width / 2, left, ramp(cellWidth, 30, 38)),
    nameX: left + glyph / 2 + 2 * scale,
  }
}

export const stateOf = (state: number): PodState => POD_STATES[state] ?? 'unknown'

/** Draws a pod's field, which turns into a card as it grows: surface, edge in its state's fill, glyph, and a ring if it matches. */
export function drawCard(context: AnyContext, card: Rect, cellWidth: number, look: CardLook, palette: Palette, alpha: number): void {
  const turned = cardness(cellWidth)
  const dimmed = look.match === 'dimmed'
  const radius = mixed(1, 6, ramp(cellWidth, 24, 90))
  const opaque = dimmed ? palette.dimmed : 1
  if (turned < 1) {
    context.globalAlpha = alpha * fieldAlpha(turned, opaque)
    context.fillStyle = dimmed ? palette.unmatched : fillOf(palette, look.state)
    // Under the card's corners nothing is left of it when that has turned up.
    roundRect(context, card, radius * turned)
    context.fill()
    if (look.match === 'matched') {
      context.fillStyle = coreOf(palette, look.state)
      context.fillRect(card.x + card.width / 3, card.y + card.height / 3, card.width / 3, card.height / 3)
    }
  }
  if (turned > 0) {
    const { edge, head, glyph, glyphX } = measureCard(cellWidth, card)
    context.globalAlpha = alpha * turned * opaque
    const fill = fillOf(palette, look.state)
    context.fillStyle = palette.surface
    roundRect(context, card, radius)
    context.fill()
    const ring = look.match === 'matched' ? RING : 1
    context.strokeStyle = look.match === 'matched' ? palette.accent : palette.line
    context.lineWidth = ring
    roundRect(context, inset(card, ring / 2), Math.max(0, radius - ring / 2))
    context.stroke()
    if (look.match !== 'matched') {
      context.fillStyle = fill
      roundRect(context, { ...card, width: edge }, [radius, 0, 0, radius])
      context.fill()
    } else {
      // Inside of the ring.
      context.fillStyle = fill
      context.fillRect(card.x + ring, card.y + radius / 2, edge, card.height - radius)
    }
    drawGlyph(context, stateOf(look.state), look.ready, card.x + glyphX, card.y + head, glyph, fill)
  }
  context.globalAlpha = 1
}
