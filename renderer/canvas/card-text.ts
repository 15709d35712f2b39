import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { clipEnd, clipName, type Rect } from '../graph/index.ts'
import { charactersIn, FONTS, widthOf, type Brush, type FontName } from './brush.ts'
import { measureCard, RING, type CardLook, type CardMeasures } from './card.ts'
import { ramp } from './levels.ts'

/** A card whose text is to be drawn. */
export interface TextCard {
  readonly pod: ObjectSummary
  readonly rect: Rect
  readonly match: CardLook['match']
  /** Of a card that comes, goes or does not match. */
  readonly alpha: number
}

/** Cards of one size, with what they have in common. */
export interface CardPage {
  readonly brush: Brush
  readonly measures: CardMeasures
  readonly cellWidth: number
  readonly cards: readonly TextCard[]
}

export function openPage(brush: Brush, cellWidth: number, cards: readonly TextCard[]): CardPage {
  return { brush, cellWidth, cards, measures: measureCard(cellWidth, cards[0]!.rect) }
}

/** Sets a font for all that follows, at the page's scale. Coordinates are then divided by it. */
export function setText({ brush, measures }: CardPage, font: FontName, colour: string, align: CanvasTextAlign = 'left'): void {
  const { context, ratio } = brush
  context.setTransform(ratio * measures.scale, 0, 0, ratio * measures.scale, 0, 0)
  context.font = FONTS[font]
  context.fillStyle = colour
  context.textAlign = align
  context.textBaseline = 'middle'
}

/** Width of a card's border: what is drawn inside keeps clear of it. */
export const borderOf = (card: TextCard): number => (card.match === 'matched' ? RING : 1)

/** The first line of each card: its pod's name. */
export function drawNames(page: CardPage): void {
  const { brush: { context, palette }, measures: { scale, nameX, head }, cellWidth, cards } = page
  const fade = ramp(cellWidth, 32, 40)
  if (fade === 0) return
  setText(page, 'name', palette.text)
  // Small letters come out up to a twentieth wider than they are measured.
  const room = charactersIn(context, 'name', ((cards[0]!.rect.width - nameX - 2 * scale) / scale) * 0.95)
  if (room < 3) return
  for (const card of cards) {
    context.globalAlpha = fade * card.alpha
    context.fillText(clipName(card.pod.name, room), (card.rect.x + nameX) / scale, (card.rect.y + head) / scale)
  }
}

/** The second line: READY, STATUS and restarts, as far as there is room, in the words of `kubectl get pods`. */
export function drawStatuses(page: CardPage): void {
  const { brush: { context, palette }, measures: { scale, edge, pad, line }, cellWidth, cards } = page
  const fade = ramp(cellWidth, 44, 54)
  if (fade === 0) return
  setText(page, 'text', palette.muted)
  const left = edge + pad * 0.8
  const room = (cards[0]!.rect.width - left - pad * 0.5) / scale
  for (const card of cards) {
    const { pod } = card.pod
    if (pod === undefined) continue
    const ready = `${pod.readyContainers}/${pod.containers.length}`
    const full = pod.restarts > 0 ? `${ready} ${pod.status} ↻${pod.restarts}` : `${ready} ${pod.status}`
    const roomy = widthOf(context, 'text', full)
    const text = roomy <= room ? full : clipEnd(full, Math.max(ready.length, Math.floor((full.length * room) / roomy) - 1))
    context.globalAlpha = fade * card.alpha
    context.fillText(text, (card.rect.x + left) / scale, (card.rect.y + pad + line * 1.5) / scale)
  }
}
