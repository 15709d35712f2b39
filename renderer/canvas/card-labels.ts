import { clipEnd } from '../graph/index.ts'
import { plainScale, roundRect, widthOf } from './brush.ts'
import { measureLower } from './card-containers.ts'
import { alphaOf, setText, type CardPage, type TextCard } from './card-text.ts'
import { CONTAINERS_FROM, ramp } from './levels.ts'

interface Chip {
  readonly card: TextCard
  readonly text: string
  readonly named: boolean
  /** From the card's corner, in px at scale 1. */
  readonly x: number
  readonly y: number
  readonly width: number
  readonly alpha: number
}

const INSIDE = 4
const BETWEEN = 4
const LONGEST = 24

/** Labels as chips, those that the selector names first, as many as have room between the status line and the containers. */
function layChips(page: CardPage, named: ReadonlySet<string>): readonly Chip[] {
  const { brush: { context }, measures: { scale, pad, edge, line }, cards } = page
  const left = (edge + pad * 0.8) / scale
  const room = (cards[0]!.rect.width - pad) / scale
  return cards.flatMap((card) => {
    const { free } = measureLower(page, card)
    const lines = Math.ceil(free / (line * 1.05))
    const chips: Chip[] = []
    let x = left
    let row = 0
    const labels = Object.entries(card.pod.labels).sort(([a], [b]) => Number(named.has(b)) - Number(named.has(a)))
    for (const [key, value] of labels) {
      const text = clipEnd(value === '' ? key : `${key}=${value}`, LONGEST)
      const width = widthOf(context, 'mono', text) + 2 * INSIDE
      if (x > left && x + width > room) {
        x = left
        row++
      }
      if (row >= lines) break
      const alpha = ramp(free - row * line * 1.05, line, line * 1.08)
      if (alpha > 0 && x + width <= room + 1) chips.push({ card, text, named: named.has(key), x, y: (pad + 2.15 * line + row * line * 1.05) / scale, width, alpha })
      x += width + BETWEEN
    }
    return chips
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
    context.globalAlpha = fade * alpha * alphaOf(card)
    const rect = { x: card.rect.x + x * scale, y: card.rect.y + y * scale, width: width * scale, height: 13.5 * scale }
    context.fillStyle = palette.namespace
    context.strokeStyle = marked ? palette.accent : palette.line
    roundRect(context, rect, 3 * scale)
    context.fill()
    context.stroke()
  }
  setText(page, 'mono', palette.text)
  for (const { card, text, x, y, alpha } of chips) {
    context.globalAlpha = fade * alpha * alphaOf(card)
    context.fillText(text, card.rect.x / scale + x + INSIDE, card.rect.y / scale + y + 7)
  }
  context.globalAlpha = 1
}
