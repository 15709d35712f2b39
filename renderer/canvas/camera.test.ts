import { expect, test } from 'vitest'
import { boundsOf, createLayout, toWindow } from '../graph/index.ts'
import { createCamera } from './camera.ts'

function setUp() {
  const layout = createLayout()
  const grow = (pods: number) => layout.follow({ capacity: pods, namespaceOf: () => 0, namespaces: [{ index: 0, name: 'default' }] }, null)
  grow(4)
  const camera = createCamera({ layout: () => layout, moved: () => {}, still: () => true })
  camera.resize(800, 600)
  const inView = () => {
    const shown = toWindow(boundsOf(layout.boxes.values())!, camera.view())
    return shown.x >= 0 && shown.y >= 0 && shown.x + shown.width <= 800 && shown.y + shown.height <= 600
  }
  return { camera, grow, inView }
}

test('the view follows what grows until the person moves it', () => {
  const { camera, grow, inView } = setUp()
  expect(inView()).toBe(true)
  grow(400)
  camera.follow(true)
  expect(inView()).toBe(true)
  camera.panBy(30, 0)
  const before = camera.view()
  grow(4000)
  camera.follow(true)
  expect(camera.view()).toEqual(before)
  camera.fit(false)
  expect(inView()).toBe(true)
  grow(9000)
  camera.follow(true)
  expect(inView()).toBe(true)
})

test.each([
  ['before the person moved it', false],
  ['after', true],
])('going back from another place restores the view: %s', (_when, moved) => {
  const { camera, grow, inView } = setUp()
  if (moved) camera.zoomBy(1.7, { x: 100, y: 50 })
  const before = camera.view()
  const restore = camera.keep()
  camera.zoomBy(3, { x: 400, y: 400 })
  camera.panBy(100, 100)
  restore()
  expect(camera.view()).toEqual(before)
  grow(4000)
  camera.follow(false)
  expect(inView()).toBe(!moved)
})

test('few pods are shown as large cards, not as one that fills the window', () => {
  expect(setUp().camera.view().zoom * 168).toBeGreaterThan(120)
  expect(setUp().camera.view().zoom * 168).toBeLessThanOrEqual(260)
})
