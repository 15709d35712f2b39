import { plainScale, roundRect, widthOf } from './brush.ts'
import { measureLower } from './card-containers.ts'
import { setText, type CardPage, type TextCard } from './card-text.ts'
import { INSIDE, placeChips, type ChipPlace } from './chip-places.ts'
import { CONTAINERS_FROM, ramp } from './levels.ts'

interface Chip extends Omit<ChipPlace, 'row'> {
  readonly card: TextCard
  /** From the card's top, in px at scale 1. */
  readonly y: number
  readonly alpha: number
}

/** Labels as chips, those that the selector names first, as many as have room between the status line and the containers. */
function layChips(page: CardPage, named: ReadonlySet<string>): readonly Chip[] {
  const { brush: { context }, measures: { scale, pad, edge, line }, cards } = page
  const left = (edge + pad * 0.8) / scale
  const right = (cards[0]!.rect.width - pad) / scale
  const character = widthOf(context, 'mono', '0')
  return cards.flatMap((card) => {
    const { free } = measureLower(page, card)
    const places = placeChips(card.pod.labels, named, { left, right, lines: Math.ceil(free / (line * 1.05)), character })
    return places.flatMap(({ row, ...place }) => {
      const alpha = ramp(free - row * line * 1.05, line, line * 1.08)
      return alpha > 0 ? [{ ...place, card, y: (pad + 2.15 * line + row * line * 1.05) / scale, alpha }] : []
    })
  })
}

export function drawLabels(page: CardPage, named: ReadonlySet<string>): void {
  const { brush, measures: { scale }, cellWidth } = page
  const fade = ramp(cellWidth, CONTAINERS_FROM + 10, CONTAINERS_FROM + 30)
  if (fade === 0) return
  const { context, palette } = brush
  const chips = layChips(page, named)
  plainScale(brush)
  context.lineWidth = 1
  for (const { card, x, y, width, alpha, named: marked } of chips) {
    context.globalAlpha = fade * alpha * card.alpha
    const rect = { x: card.rect.x + x * scale, y: card.rect.y + y * scale, width: width * scale, height: 13.5 * scale }
    context.fillStyle = palette.namespace
    context.strokeStyle = marked ? palette.accent : palette.line
    roundRect(context, rect, 3 * scale)
    context.fill()
    context.stroke()
  }
  setText(page, 'mono', palette.text)
  for (const { card, text, x, y, alpha } of chips) {
    context.globalAlpha = fade * alpha * card.alpha
    context.fillText(text, card.rect.x / scale + x + INSIDE, card.rect.y / scale + y + 7)
  }
  context.globalAlpha = 1
}
