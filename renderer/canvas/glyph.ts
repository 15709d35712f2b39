import type { PodState } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import type { AnyContext } from './brush.ts'

/** Draws a state's glyph, the one that the window's other panels show, in a square of 12 units of the context around a point. */
export function drawGlyph(context: AnyContext, state: PodState, ready: boolean, x: number, y: number, size: number, colour: string): void {
  const unit = size / 12
  const at = (dx: number, dy: number): [number, number] => [x + (dx - 6) * unit, y + (dy - 6) * unit]
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineCap = 'round'
  context.lineJoin = 'round'
  const line = (width: number, ...points: readonly (readonly [number, number])[]) => {
    context.lineWidth = width * unit
    context.beginPath()
    points.forEach(([dx, dy], step) => (step === 0 ? context.moveTo(...at(dx, dy)) : context.lineTo(...at(dx, dy))))
    context.stroke()
  }
  const ring = () => {
    context.lineWidth = 1.5 * unit
    context.beginPath()
    context.arc(x, y, 4 * unit, 0, 2 * Math.PI)
    context.stroke()
  }
  const slice = (from: number, to: number) => {
    context.beginPath()
    context.moveTo(x, y)
    context.arc(x, y, 4 * unit, from, to)
    context.fill()
  }
  switch (state) {
    case 'running':
      if (ready) return slice(0, 2 * Math.PI)
      ring()
      return slice(Math.PI / 2, (3 * Math.PI) / 2)
    case 'pending':
      ring()
      return slice(-Math.PI / 2, 0)
    case 'failed':
      line(2, [2.5, 2.5], [9.5, 9.5])
      return line(2, [9.5, 2.5], [2.5, 9.5])
    case 'succeeded':
      return line(2, [2, 6.5], [5, 9.5], [10, 3])
    case 'terminating':
      line(2, [6, 1.5], [6, 9.5])
      return line(2, [2.5, 6], [6, 9.5], [9.5, 6])
    case 'unknown':
      context.lineWidth = 1.8 * unit
      context.beginPath()
      context.arc(...at(6, 4), 2.5 * unit, Math.PI, Math.PI * 2.35)
      context.quadraticCurveTo(...at(6, 6.7), ...at(6, 8))
      context.stroke()
      context.beginPath()
      context.arc(...at(6, 10.6), 1.1 * unit, 0, 2 * Math.PI)
      return context.fill()
    default:
      return assertNever(state)
  }
}
