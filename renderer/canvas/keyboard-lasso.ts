import { boundsOf, cornersOf, cursorRect, podsIn, type Cursor, type Rect } from '../graph/index.ts'
import { useHand } from './hand-store.ts'
import { isShown } from './picture.ts'
import type { Stage } from './stage.ts'

/** A lasso that is drawn without a pointer: a rectangle from where the keyboard began to where it is. */
export interface KeyboardLasso {
  /** Whether one is being stretched. */
  readonly begun: boolean
  /** Turns the lasso on, stretched by the keyboard from a place if there is one, or off. */
  turn(on: boolean, from: Cursor | null): void
  /** Shows how far it reaches now. */
  stretch(): void
  /** The slots of the pods in it, which is then over. */
  take(): readonly number[]
  /** The pointer draws one in its place. */
  giveWay(): void
}

export function createKeyboardLasso({ picture, request }: Pick<Stage, 'picture' | 'request'>): KeyboardLasso {
  let anchor: Cursor | null = null

  const area = (): Rect | null => {
    const from = anchor === null ? null : cursorRect(picture.layout, anchor)
    const to = picture.cursor === null ? null : cursorRect(picture.layout, picture.cursor)
    const all = from === null || to === null ? null : boundsOf([from, to])
    // No farther than inside of the cells at its edge: the next ones are not touched.
    return all === null ? null : { x: all.x + 0.5, y: all.y + 0.5, width: all.width - 1, height: all.height - 1 }
  }

  const stretch = () => {
    const inside = area()
    picture.lasso = inside === null ? null : cornersOf(inside)
    useHand.setState({ inside: inside === null ? null : podsIn(picture.layout, inside).filter((slot) => isShown(picture, slot)).length })
    request()
  }

  const turn = (on: boolean, from: Cursor | null) => {
    anchor = from
    // It goes over pods and namespaces alone.
    picture.chip = null
    useHand.setState({ lasso: on })
    stretch()
  }

  return {
    get begun() { return anchor !== null },
    turn, stretch,
    take() {
      const inside = area()
      const slots = inside === null ? [] : podsIn(picture.layout, inside)
      turn(false, null)
      return slots
    },
    giveWay: () => { anchor = null },
  }
}
