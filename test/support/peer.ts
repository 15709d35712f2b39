import { ReactFlow, useNodesState, type Edge, type Node, type ReactFlowInstance } from '@xyflow/react'
import styles from '@xyflow/react/dist/style.css?inline'
import ELK, { type ElkNode } from 'elkjs/lib/elk.bundled.js'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import type { MadeUpPod } from './made-up-pods.ts'

const POD = { width: 160, height: 48 }

/** A cluster drawn with React Flow, laid out by ELK: each namespace a group, each pod a node in it. */
export interface Peer {
  /** Milliseconds that ELK took, and from then to the first picture. */
  readonly layout: number
  readonly picture: number
  /** Dims what does not match; milliseconds to the end of the frame that shows it. */
  keystroke(matches: (labels: MadeUpPod['labels']) => boolean): Promise<number>
  /** Moves the whole picture each frame for so many ms; the milliseconds of each frame. */
  pan(duration: number): Promise<readonly number[]>
  close(): void
}

type PodNode = Node<{ readonly label: string; readonly labels: MadeUpPod['labels'] }>

const NO_EDGES: Edge[] = []

async function layOut(pods: readonly MadeUpPod[]): Promise<PodNode[]> {
  const namespaces = [...new Set(pods.map((pod) => pod.namespace))]
  const packed = { 'elk.algorithm': 'rectpacking', 'elk.aspectRatio': '1.6', 'elk.padding': '[top=40,left=16,bottom=16,right=16]', 'elk.spacing.nodeNode': '16' }
  const root: ElkNode = await new ELK().layout({
    id: 'root', layoutOptions: packed,
    children: namespaces.map((id) => ({
      id, layoutOptions: packed,
      children: pods.filter((pod) => pod.namespace === id).map((pod) => ({ id: `${id}/${pod.name}`, ...POD })),
    })),
  })
  const labels = new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod.labels]))
  return (root.children ?? []).flatMap((group): PodNode[] => [
    { id: group.id, type: 'group', position: { x: group.x ?? 0, y: group.y ?? 0 }, data: { label: group.id, labels: {} }, style: { width: group.width ?? 0, height: group.height ?? 0 } },
    ...(group.children ?? []).map((pod): PodNode => ({
      id: pod.id, parentId: group.id, position: { x: pod.x ?? 0, y: pod.y ?? 0 }, data: { label: pod.id.slice(group.id.length + 1), labels: labels.get(pod.id) ?? {} }, style: POD,
    })),
  ])
}

const frame = () => new Promise<number>((done) => requestAnimationFrame(done))

/** The end of the next frame, its painting handed on. */
async function frameDone(): Promise<void> {
  await frame()
  await new Promise<void>((done) => {
    const channel = new MessageChannel()
    channel.port1.addEventListener('message', () => done(), { once: true })
    channel.port1.start()
    channel.port2.postMessage(0)
  })
}

interface Held {
  readonly flow: ReactFlowInstance<PodNode>
  readonly setNodes: (change: (nodes: PodNode[]) => PodNode[]) => void
}

function Picture({ first, onHeld }: { readonly first: PodNode[]; readonly onHeld: (held: Held) => void }) {
  const [nodes, setNodes, onNodesChange] = useNodesState(first)
  // Written without JSX, which the tests' bundler compiles for development.
  return createElement(ReactFlow<PodNode>, { nodes, edges: NO_EDGES, onNodesChange, minZoom: 0.01, fitView: true, onInit: (flow) => onHeld({ flow, setNodes }) })
}

/** Draws pods over the whole window. */
export async function drawPeer(pods: readonly MadeUpPod[]): Promise<Peer> {
  const start = performance.now()
  const first = await layOut(pods)
  const laidOut = performance.now()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  document.adoptedStyleSheets.push(sheet)
  const box = document.createElement('div')
  Object.assign(box.style, { position: 'fixed', inset: '0', zIndex: '1000', background: '#fff' })
  document.body.append(box)
  const root = createRoot(box)
  const { flow, setNodes } = await new Promise<Held>((onHeld) => root.render(createElement(Picture, { first, onHeld })))
  // Nodes stay hidden until they are measured.
  while ([...box.querySelectorAll<HTMLElement>('.react-flow__node')].some((node) => node.style.visibility === 'hidden')) await frame()
  await frameDone()
  return {
    layout: laidOut - start,
    picture: performance.now() - laidOut,
    async keystroke(matches) {
      const asked = performance.now()
      setNodes((nodes) => nodes.map((node) => (node.type === 'group' ? node : { ...node, style: { ...POD, opacity: matches(node.data.labels) ? 1 : 0.3 } })))
      await frameDone()
      return performance.now() - asked
    },
    async pan(duration) {
      const frames: number[] = []
      const { x, y, zoom } = flow.getViewport()
      const began = await frame()
      for (let last = began; last - began < duration;) {
        await flow.setViewport({ x: x + 100 * Math.sin((last - began) / 200), y, zoom })
        const now = await frame()
        frames.push(now - last)
        last = now
      }
      return frames
    },
    close() {
      root.unmount()
      box.remove()
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
    },
  }
}
