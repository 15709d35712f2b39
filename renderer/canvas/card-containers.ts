import type { ContainerSummary } from '../../shared/ipc/contract.ts'
import { clipEnd, findClashes } from '../graph/index.ts'
import { charactersIn, plainScale, roundRect, widthOf } from './brush.ts'
import { borderOf, setText, type CardPage, type TextCard } from './card-text.ts'
import { CONTAINERS_FROM, ramp } from './levels.ts'

/** Most rows of containers on a card. */
const MOST_ROWS = 4

/** Where a card's lower part is, from its top, in CSS pixels: the footer, and the rows of containers standing on it. */
export interface LowerPart {
  readonly footer: number
  readonly rows: number
  /** Rows that have room; when containers are left over, the last of them counts those. */
  readonly fitting: number
  /** Free space between the status line and the rows. */
  readonly free: number
  readonly rowTop: (row: number) => number
  /** How visible a row is: it comes up from behind the footer as the card grows. */
  readonly rowAlpha: (row: number) => number
}

export function measureLower(page: CardPage, card: TextCard): LowerPart {
  const { measures: { pad, line } } = page
  const rows = Math.min(MOST_ROWS, card.pod.pod?.containers.length ?? 0)
  const footer = card.rect.height - line * 1.1
  const room = (footer - pad - 2.1 * line) / line
  const standing = Math.min(rows, Math.max(1, room))
  return {
    footer, rows, fitting: Math.floor(standing + 0.1), free: (room - standing) * line,
    rowTop: (row) => footer - (standing - row) * line, rowAlpha: (row) => ramp(standing - row, 0.6, 0.95),
  }
}

const portsOf = (container: ContainerSummary): string => container.ports.map(({ port }) => `:${port}`).join(' ')

/** A small square before a container's name: full when it is ready. */
function drawReadiness({ brush: { context, palette }, measures: { scale } }: CardPage, container: ContainerSummary, x: number, middle: number): void {
  const size = 5 * scale
  const colour = container.ready ? palette.state.running : container.status === 'Completed' ? palette.state.succeeded : palette.muted
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = scale
  if (container.ready) context.fillRect(x, middle - size / 2, size, size)
  else context.strokeRect(x + scale / 2, middle - size / 2 + scale / 2, size - scale, size - scale)
}

/** The cross that joins the rows of two containers that ask for the same port. */
function drawClash({ brush: { context, palette }, measures: { scale } }: CardPage, x: number, from: number, to: number): void {
  const middle = (from + to) / 2
  const arm = 3.6 * scale
  context.strokeStyle = palette.state.failed
  context.lineCap = 'round'
  context.lineWidth = 1.5 * scale
  context.beginPath()
  context.moveTo(x - 2 * scale, from)
  context.lineTo(x, from)
  context.lineTo(x, middle - arm - scale)
  context.moveTo(x, middle + arm + scale)
  context.lineTo(x, to)
  context.lineTo(x - 2 * scale, to)
  context.moveTo(x - arm, middle - arm)
  context.lineTo(x + arm, middle + arm)
  context.moveTo(x + arm, middle - arm)
  context.lineTo(x - arm, middle + arm)
  context.stroke()
}

/**
 * Containers as rows that stand on a footer with the pod's IP: one host, one IP, one port space. Where two containers ask for the
 * same port, a cross joins their rows.
 */
export function drawContainers(page: CardPage): void {
  const { brush, measures: { scale, pad, edge, line }, cellWidth, cards } = page
  const fade = ramp(cellWidth, CONTAINERS_FROM - 12, CONTAINERS_FROM + 4)
  if (fade === 0) return
  const { context, palette } = brush
  const left = edge + pad * 0.8
  const width = cards[0]!.rect.width
  const lower = cards.map((card) => measureLower(page, card))

  plainScale(brush)
  cards.forEach((card, which) => {
    const { footer, rows, rowTop, rowAlpha } = lower[which]!
    const { rect } = card
    const border = borderOf(card)
    const inside = { x: rect.x + edge + (border > 1 ? border : 0), width: width - edge - border - (border > 1 ? border : 0) }
    const alpha = fade * card.alpha
    context.globalAlpha = alpha
    context.fillStyle = palette.namespace
    roundRect(context, { ...inside, y: rect.y + footer, height: rect.height - footer - border }, [0, 0, 4, 0])
    context.fill()
    const containers = card.pod.pod?.containers ?? []
    for (let row = 0; row < rows; row++) {
      context.globalAlpha = alpha * rowAlpha(row)
      context.fillStyle = palette.line
      context.fillRect(inside.x, rect.y + rowTop(row), inside.width, 1)
      drawReadiness(page, containers[row]!, rect.x + left, rect.y + rowTop(row) + line / 2)
    }
  })

  setText(page, 'mono', palette.text)
  cards.forEach((card, which) => {
    const { rows, fitting, rowTop, rowAlpha } = lower[which]!
    const containers = card.pod.pod?.containers ?? []
    for (let row = 0; row < rows; row++) {
      const hidden = row === fitting - 1 ? containers.length - fitting : 0
      const container = containers[row]!
      const taken = widthOf(context, 'mono', portsOf(container)) + 12
      const room = charactersIn(context, 'mono', (width - left - pad) / scale - 9 - taken)
      context.globalAlpha = fade * card.alpha * rowAlpha(row)
      const rest = hidden > 0 ? ` +${hidden}` : ''
      const text = clipEnd(container.name, Math.max(3, room - rest.length)) + rest
      context.fillText(text, (card.rect.x + left) / scale + 9, (card.rect.y + rowTop(row) + line / 2) / scale)
    }
  })

  setText(page, 'mono', palette.muted, 'right')
  cards.forEach((card, which) => {
    const { footer, rows, rowTop, rowAlpha } = lower[which]!
    const containers = card.pod.pod?.containers ?? []
    const clashing = findClashes(containers).length > 0 ? 12 : 0
    for (let row = 0; row < rows; row++) {
      context.globalAlpha = fade * card.alpha * rowAlpha(row)
      context.fillText(portsOf(containers[row]!), (card.rect.x + width - pad) / scale - clashing, (card.rect.y + rowTop(row) + line / 2) / scale)
    }
    const node = card.pod.pod?.node ?? ''
    const room = (width - left - pad) / scale
    const beside = widthOf(context, 'mono', card.pod.pod?.ip ?? '') + 16 + widthOf(context, 'mono', node)
    context.globalAlpha = fade * card.alpha * ramp(room - beside, 0, 10)
    context.fillText(node, (card.rect.x + width - pad) / scale, (card.rect.y + (footer + card.rect.height) / 2) / scale)
  })

  setText(page, 'mono', palette.text)
  cards.forEach((card, which) => {
    const { footer } = lower[which]!
    context.globalAlpha = fade * card.alpha
    context.fillText(card.pod.pod?.ip === '' ? '–' : (card.pod.pod?.ip ?? ''), (card.rect.x + left) / scale, (card.rect.y + (footer + card.rect.height) / 2) / scale)
  })

  plainScale(brush)
  cards.forEach((card, which) => {
    const { fitting, rowTop } = lower[which]!
    for (const { first, second } of findClashes(card.pod.pod?.containers ?? [])) {
      if (second >= fitting) continue
      context.globalAlpha = fade * card.alpha
      drawClash(page, card.rect.x + width - pad - 4 * scale, card.rect.y + rowTop(first) + line / 2, card.rect.y + rowTop(second) + line / 2)
    }
  })
  context.globalAlpha = 1
}
