import type { CDPSession, Page } from 'playwright-core'

/** A point of the window, in CSS pixels. */
interface Point { readonly x: number; readonly y: number }

/** What the hand does for so long. A pan goes round a circle, so that it stays over what it began on. */
export type Gesture = { readonly gesture: 'zoom'; readonly at: Point } | { readonly gesture: 'pan'; readonly at: Point; readonly radius: number }

const SECONDS = 3
/** Pixels of the wheel that a zoom goes in before it comes back. */
const DEEP = 2400
/** Milliseconds from one event of a mouse to the next. */
const MOUSE = 8

/** By a script in the page, which moves the view once in every frame, or by a mouse, whose events come when they come. */
export type Way = 'script' | 'mouse'

/** Makes a gesture for three seconds. Returns the time between each two frames, in ms. */
export function timeFrames(page: Page, gesture: Gesture, way: Way): Promise<readonly number[]> {
  switch (way) {
    case 'script': return byScript(page, gesture)
    case 'mouse': return byMouse(page, gesture)
  }
}

async function byScript(page: Page, gesture: Gesture): Promise<readonly number[]> {
  return page.evaluate(async ({ gesture, seconds, deep }) => {
    const layer = document.querySelector<HTMLElement>('.graph-layer')!
    const { x, y } = gesture.at
    const pointer = (type: string, clientX: number, clientY: number) =>
      layer.dispatchEvent(new PointerEvent(type, { clientX, clientY, pointerId: 1, pointerType: 'mouse', button: type === 'pointermove' ? -1 : 0, buttons: type === 'pointerup' ? 0 : 1, bubbles: true }))
    const nextFrame = () => new Promise<number>((done) => requestAnimationFrame(done))
    const frames: number[] = []
    if (gesture.gesture === 'pan') pointer('pointerdown', x, y)
    const began = await nextFrame()
    for (let before = began, turned = 0; ;) {
      const part = (before - began) / 1000 / seconds
      if (part >= 1) break
      if (gesture.gesture === 'zoom') {
        const wanted = deep * (1 - Math.abs(1 - 2 * part))
        layer.dispatchEvent(new WheelEvent('wheel', { deltaY: turned - wanted, clientX: x, clientY: y, bubbles: true, cancelable: true }))
        turned = wanted
      } else {
        const angle = part * 2 * Math.PI
        pointer('pointermove', x + gesture.radius * Math.sin(angle), y + gesture.radius * (1 - Math.cos(angle)) / 2)
      }
      const now = await nextFrame()
      frames.push(now - before)
      before = now
    }
    if (gesture.gesture === 'pan') pointer('pointerup', x, y)
    return frames
  }, { gesture, seconds: SECONDS, deep: DEEP })
}

async function byMouse(page: Page, gesture: Gesture): Promise<readonly number[]> {
  const session = await page.context().newCDPSession(page)
  await page.mouse.move(gesture.at.x, gesture.at.y)
  const frames = page.evaluate(async (seconds) => {
    const nextFrame = () => new Promise<number>((done) => requestAnimationFrame(done))
    const spent: number[] = []
    const began = await nextFrame()
    for (let before = began; before - began < seconds * 1000;) {
      const now = await nextFrame()
      spent.push(now - before)
      before = now
    }
    return spent
  }, SECONDS)
  await moveMouse(session, gesture)
  await session.detach()
  return frames
}

async function moveMouse(session: CDPSession, gesture: Gesture): Promise<void> {
  const { x, y } = gesture.at
  const button = { button: 'left', buttons: 1, clickCount: 1 } as const
  if (gesture.gesture === 'pan') await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', x, y, ...button })
  const began = performance.now()
  for (let turned = 0; ;) {
    const part = (performance.now() - began) / 1000 / SECONDS
    if (part >= 1) break
    if (gesture.gesture === 'zoom') {
      const wanted = DEEP * (1 - Math.abs(1 - 2 * part))
      await session.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x, y, deltaX: 0, deltaY: turned - wanted })
      turned = wanted
    } else {
      const angle = part * 2 * Math.PI
      await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: x + gesture.radius * Math.sin(angle), y: y + gesture.radius * (1 - Math.cos(angle)) / 2, ...button })
    }
    await new Promise((done) => setTimeout(done, MOUSE))
  }
  if (gesture.gesture === 'pan') await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', x, y, ...button })
}
