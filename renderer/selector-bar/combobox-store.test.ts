import { beforeEach, expect, test, vi } from 'vitest'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'

/** Frames are drawn by hand. */
const frames = vi.hoisted(() => {
  const asked: (() => void)[] = []
  vi.stubGlobal('window', { podscape: { on: () => () => {}, request: () => Promise.resolve() } })
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => asked.push(run))
  return asked
})
const { askText, useCluster } = await import('../state/index.ts')
const { changeLate, changeNow, comboboxNow, fixOf, followQuestion, moveCaret, useCombobox } = await import('./combobox-store.ts')

function frame(): void {
  for (const run of frames.splice(0)) run()
}

const podOf = (id: number, labels: Readonly<Record<string, string>>): ObjectSummary =>
  ({ uid: `p${id}`, apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: `pod-${id}`, labels, created: 0, terminating: false })

const { replica } = useCluster.getState()
useCluster.setState({ change: replica.apply({ revision: 1, now: 0, reset: true, changed: [podOf(1, { env: 'prod' }), podOf(2, { env: 'dev', tier: 'web' })], removed: [] }) })
followQuestion()

/** What typing into the field does. */
function write(text: string): void {
  askText(text)
  changeLate({ caret: text.length, isOpen: text !== '', isAsked: false, active: -1, fixAside: false })
}

const shown = () => {
  const { text, offer } = useCombobox.getState()
  return [text, ...offer.options.map((option) => option.text)]
}

beforeEach(() => {
  write('')
  changeNow({ isOpen: false })
  frame()
  frame()
})

test('what was typed comes up once the frame that paints its picture is over', () => {
  write('e')
  expect(shown()).toEqual([''])
  frame()
  expect(shown()).toEqual([''])
  frame()
  expect(shown()).toEqual(['e', 'env', 'tier'])
})

test('of several keystrokes in a frame the last is shown', () => {
  write('env')
  write('env=')
  frame()
  frame()
  expect(shown()).toEqual(['env=', 'dev', 'prod'])
})

test('a key that follows at once meets what the text before it offers', () => {
  write('env=p')
  expect(comboboxNow().offer.options.map((option) => option.text)).toEqual(['prod'])
  changeNow({ active: 0 })
  frame()
  frame()
  expect(useCombobox.getState().active).toBe(0)
})

test('a caret that comes back to where it was drawn is there', () => {
  write('env=prod')
  moveCaret(3)
  expect(comboboxNow().caret).toBe(3)
  moveCaret(4)
  moveCaret(3)
  expect(comboboxNow().caret).toBe(3)
})

test('a text that is asked elsewhere is shown, with its error and its fix', () => {
  askText('env in (prod')
  frame()
  frame()
  const box = useCombobox.getState()
  expect([box.text, box.error === null, fixOf(box) === null]).toEqual(['env in (prod', false, false])
  changeNow({ fixAside: true })
  expect(fixOf(useCombobox.getState())).toBeNull()
})

test('completions follow the cluster while they are open', () => {
  write('tier=')
  frame()
  frame()
  useCluster.setState({ change: replica.apply({ revision: 2, now: 0, reset: false, changed: [podOf(3, { tier: 'db' })], removed: [] }) })
  expect(shown()).toEqual(['tier=', 'db', 'web'])
})
