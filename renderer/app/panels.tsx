import { useRef, useState, type ReactNode, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { Group, Panel, Separator, type PanelImperativeHandle } from 'react-resizable-panels'
import type { PanelLayout } from './panel-layout.ts'
import type { Room } from './room.ts'
import './panels.css'

export interface PanelsProps {
  readonly room: Room
  readonly layout: PanelLayout
  readonly onLayout: (change: Partial<PanelLayout>) => void
  readonly outlineOpen: boolean
  readonly inspectorOpen: boolean
  readonly outline: ReactNode
  readonly graph: ReactNode
  readonly inspector: ReactNode
  readonly bottom: ReactNode
}

/** Outline, graph and inspector side by side, and what is under them. */
export function Panels({ bottom, ...sides }: PanelsProps) {
  const { t } = useTranslation()
  const { layout, onLayout } = sides
  const bottomPanel = useRef<PanelImperativeHandle>(null)
  const [turn, setTurn] = useState(0)

  const keep = () => {
    const height = layout.bottomOpen ? bottomPanel.current?.getSize().inPixels : undefined
    if (height === undefined) return
    if (height === 0) setTurn((before) => before + 1)
    onLayout(height === 0 ? { bottomOpen: false } : { bottomHeight: Math.round(height) })
  }

  return (
    <main className="panels">
      <Group className="panels-group" orientation="vertical" onLayoutChanged={(_, { isUserInteraction }) => { if (isUserInteraction) keep() }}>
        <Panel key="upper" id="upper" minSize={160}><SidePanels {...sides} /></Panel>
        {layout.bottomOpen && <Separator key="bottom-edge" className="panels-edge panels-edge-flat" aria-label={t('app.panels.resizeBottom')} />}
        {layout.bottomOpen && (
          <Panel key="bottom" id={`bottom-${turn}`} panelRef={bottomPanel} collapsible defaultSize={layout.bottomHeight} minSize={120} groupResizeBehavior="preserve-pixel-size">
            {bottom}
          </Panel>
        )}
      </Group>
    </main>
  )
}

const over = (isOver: boolean, width: number): string => (isOver ? `${width}px` : '0px')

/** Without the room for three side by side, the sides lie over the graph. The graph is never taken away. */
function SidePanels({ room, layout, onLayout, outlineOpen, inspectorOpen, outline, graph, inspector }: Omit<PanelsProps, 'bottom'>) {
  const { t } = useTranslation()
  const outlinePanel = useRef<PanelImperativeHandle>(null)
  const inspectorPanel = useRef<PanelImperativeHandle>(null)
  const outlineBeside = outlineOpen && room !== 'tight'
  const inspectorBeside = inspectorOpen && room === 'wide'

  // The group remembers a side that was dragged shut as shut: under another name it takes its own width when it is unfolded.
  const [turn, setTurn] = useState(0)

  /** Keeps what was dragged; a side that was dragged shut is folded. */
  const keep = () => {
    const change: { -readonly [Key in keyof PanelLayout]?: PanelLayout[Key] } = {}
    const outlineWidth = outlineBeside ? outlinePanel.current?.getSize().inPixels : undefined
    const inspectorWidth = inspectorBeside ? inspectorPanel.current?.getSize().inPixels : undefined
    if (outlineWidth === 0) change.outlineOpen = false
    else if (outlineWidth !== undefined) change.outlineWidth = Math.round(outlineWidth)
    if (inspectorWidth === 0) change.inspectorOpen = false
    else if (inspectorWidth !== undefined) change.inspectorWidth = Math.round(inspectorWidth)
    if (outlineWidth === 0 || inspectorWidth === 0) setTurn((before) => before + 1)
    onLayout(change)
  }

  return (
    // What floats over the graph keeps clear of a side that lies over it.
    <div className="panels-sides" style={{ '--over-start': over(outlineOpen && !outlineBeside, layout.outlineWidth), '--over-end': over(inspectorOpen && !inspectorBeside, layout.inspectorWidth) } as CSSProperties}>
      <Group className="panels-group" onLayoutChanged={(_, { isUserInteraction }) => { if (isUserInteraction) keep() }}>
        {outlineBeside && (
          <Panel key="outline" id={`outline-${turn}`} panelRef={outlinePanel} collapsible defaultSize={layout.outlineWidth} minSize={180} groupResizeBehavior="preserve-pixel-size">
            {outline}
          </Panel>
        )}
        {outlineBeside && <Separator key="outline-edge" className="panels-edge" aria-label={t('app.panels.resizeOutline')} />}
        <Panel key="graph" id="graph" minSize="50%">{graph}</Panel>
        {inspectorBeside && <Separator key="inspector-edge" className="panels-edge" aria-label={t('app.panels.resizeInspector')} />}
        {inspectorBeside && (
          <Panel key="inspector" id={`inspector-${turn}`} panelRef={inspectorPanel} collapsible defaultSize={layout.inspectorWidth} minSize={240} groupResizeBehavior="preserve-pixel-size">
            {inspector}
          </Panel>
        )}
      </Group>
      {outlineOpen && !outlineBeside && <div className="panels-over panels-over-start" style={{ width: layout.outlineWidth }}>{outline}</div>}
      {inspectorOpen && !inspectorBeside && <div className="panels-over panels-over-end" style={{ width: layout.inspectorWidth }}>{inspector}</div>}
    </div>
  )
}
