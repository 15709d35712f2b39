import { CELL_GAP, clipEnd, clipName, toWindow, touchesWindow } from '../graph/index.ts'
import { charactersIn, FONTS, inset, plainScale, roundRect, widthOf, type Brush } from './brush.ts'
import { measureCard } from './card.ts'
import { drawnBox, radiusOf } from './frames.ts'
import { ramp } from './levels.ts'
import type { Picture } from './picture.ts'

/** Past this many, ghosts are plain outlines. */
const WORDED = 500

/** Breaks a text into lines of so many characters, at most so many of them. */
function wrap(text: string, room: number, lines: number): readonly string[] {
  const found: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (longer.length <= room || line === '') line = longer
    else {
      found.push(line)
      line = word
    }
  }
  found.push(line)
  return found.length <= lines ? found.map((each) => clipEnd(each, room)) : [...found.slice(0, lines - 1).map((each) => clipEnd(each, room)), clipEnd(found.slice(lines - 1).join(' '), room)]
}

/** Dashed cards at the very places where what is being dragged would appear; what would be refused has a cross and the reason. */
export function paintGhosts(brush: Brush, picture: Picture): void {
  const { context, palette, view, unit, ratio } = brush
  if (picture.drop === null) return
  const { ghosts, plan } = picture.drop
  plainScale(brush)
  context.setLineDash([5, 4])
  context.lineWidth = 1.5
  context.strokeStyle = palette.accent
  for (const { name, rect } of plan.frames) {
    const frame = toWindow(drawnBox(rect, unit), view)
    if (!touchesWindow(frame, view)) continue
    roundRect(context, inset(frame, -2), radiusOf(frame))
    context.stroke()
    context.font = FONTS.title
    context.fillStyle = palette.text
    context.textAlign = 'left'
    context.textBaseline = 'bottom'
    // One that only grows has its name on it already.
    const before = picture.layout.boxes.get(rect.namespace)
    const stays = before?.x === rect.x && before.y === rect.y
    if (frame.width > 60 && !stays) context.fillText(clipEnd(name, charactersIn(context, 'title', frame.width)), frame.x + 4, frame.y - 4)
  }
  context.textBaseline = 'middle'
  ghosts.forEach((ghost, which) => {
    const place = plan.cards[which]
    if (place === undefined || place === null) return
    const cell = toWindow(place, view)
    if (!touchesWindow(cell, view)) return
    const card = inset(cell, Math.max(0.5, (cell.width * CELL_GAP) / 2))
    const refused = ghost.refused !== undefined
    plainScale(brush)
    context.fillStyle = palette.surface
    roundRect(context, card, Math.min(6, card.width * 0.06))
    context.fill()
    context.setLineDash(cell.width > 16 ? [5, 4] : [])
    context.strokeStyle = refused ? palette.state.failed : palette.accent
    context.lineWidth = cell.width > 16 ? 1.5 : 1
    context.stroke()
    context.setLineDash([])
    const { scale, pad, line } = measureCard(cell.width, card)
    if (refused) {
      const arm = Math.min(5 * scale, card.height * 0.3)
      const at = cell.width > 60 ? { x: card.x + pad + arm, y: card.y + pad + line / 2 } : { x: card.x + card.width / 2, y: card.y + card.height / 2 }
      context.lineWidth = 2 * Math.min(1, scale)
      context.beginPath()
      context.moveTo(at.x - arm, at.y - arm)
      context.lineTo(at.x + arm, at.y + arm)
      context.moveTo(at.x + arm, at.y - arm)
      context.lineTo(at.x - arm, at.y + arm)
      context.stroke()
    }
    const fade = ramp(cell.width, 60, 80)
    if (fade === 0 || which >= WORDED) return
    context.setTransform(ratio * scale, 0, 0, ratio * scale, 0, 0)
    context.globalAlpha = fade
    context.font = FONTS.name
    context.fillStyle = palette.text
    const left = (card.x + pad) / scale + (refused ? 15 : 0)
    const right = (card.x + card.width - pad) / scale
    context.fillText(clipName(ghost.name, charactersIn(context, 'name', right - left)), left, (card.y + pad + line / 2) / scale)
    context.font = FONTS.text
    context.fillStyle = palette.muted
    const below = (card.y + pad) / scale + 15 * 1.5
    const start = (card.x + pad) / scale
    if (ghost.refused === undefined) context.fillText(ghost.kind, start, below)
    else {
      const room = Math.floor((right - start) / (widthOf(context, 'text', 'abcdefghij') / 10))
      wrap(ghost.refused, room, Math.max(1, Math.floor((card.height / scale - 27) / 13))).forEach((text, row) => {
        context.font = FONTS.text
        context.fillText(text, start, below + row * 13)
      })
    }
  })
  context.setLineDash([])
  context.globalAlpha = 1
  plainScale(brush)
}
