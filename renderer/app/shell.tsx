import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { I18nProvider } from 'react-aria-components'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { OfferCard } from '../activity/index.ts'
import { GraphView, SelectorOfferCard } from '../canvas/index.ts'
import { FidelitySheet } from '../fidelity/index.ts'
import { DropZone, EmptyState, ImportSheet, OpenButton, SamplesMenu } from '../import/index.ts'
import { Inspector } from '../inspector/index.ts'
import { applyTheme } from '../look/index.ts'
import { Outline } from '../outline/index.ts'
import { focusSelectorInput, SelectorBar } from '../selector-bar/index.ts'
import { chooseManifests, saveSettings, undo, useSelection, useSettings, wantTerminal } from '../state/index.ts'
import { BottomPanel } from './bottom-panel.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { HelpSheet } from './help-sheet.tsx'
import { IconTooltip } from './icon-tooltip.tsx'
import { Notices } from './notices.tsx'
import { readPanelLayout, type BottomTab, type PanelLayout } from './panel-layout.ts'
import { Panels } from './panels.tsx'
import { useRoom } from './room.ts'
import type { Shortcut } from './shortcuts.ts'
import { StatusBar } from './status-bar.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import './shell.css'

type Side = 'outline' | 'inspector'

function keepLayout(change: Partial<PanelLayout>): void {
  const { layout } = useSettings.getState()
  const before = readPanelLayout(layout)
  const panels = { ...before, ...change }
  if (JSON.stringify(panels) !== JSON.stringify(before)) saveSettings({ layout: { ...layout, panels } })
}

/** Gives the focus to a panel: to what takes keys in it, if anything does. */
function focusPanel(name: Side | 'graph'): void {
  const panel = document.querySelector<HTMLElement>(`[data-panel="${name}"]`)
  const within = panel?.querySelector<HTMLElement>('[role="tree"], [role="application"], [role="tab"][aria-selected="true"]')
  ;(within ?? panel)?.focus()
}

/** What lies over the graph, where the window has no room beside it. An object in hand brings the inspector. */
function useSidesOver(): readonly [Readonly<Record<Side, boolean>>, (side: Side, open: boolean) => void] {
  const [over, setOver] = useState<Readonly<Record<Side, boolean>>>({ outline: false, inspector: false })
  useEffect(() => useSelection.subscribe(({ focused }, before) => {
    const inspector = focused !== null
    if (focused !== before.focused) startTransition(() => setOver((now) => (now.inspector === inspector ? now : { ...now, inspector })))
  }), [])
  return [over, (side, open) => setOver((before) => ({ ...before, [side]: open }))]
}

/** The window: every panel in its place, and the keys that work everywhere. */
export function Shell() {
  const { t } = useTranslation()
  const theme = useSettings((state) => state.theme)
  const language = useSettings((state) => state.language)
  const kept = useSettings((state) => state.layout)
  const layout = readPanelLayout(kept)
  const room = useRoom()
  const [over, setOver] = useSidesOver()
  const [help, setHelp] = useState(false)
  const [fidelity, setFidelity] = useState(false)
  const focusNext = useRef<Side | null>(null)

  useLayoutEffect(() => applyTheme(theme), [theme])

  const isBeside = (side: Side) => room === 'wide' || (room === 'narrow' && side === 'outline')
  const isOpen = (side: Side) => (isBeside(side) ? layout[`${side}Open`] : over[side])
  const fold = (side: Side, open: boolean) => (isBeside(side) ? keepLayout({ [`${side}Open`]: open }) : setOver(side, open))
  const foldBottom = (open: boolean) => {
    if (open && layout.bottomTab === 'terminal') wantTerminal()
    keepLayout({ bottomOpen: open })
    if (!open) focusPanel('graph')
  }

  const showTab = (bottomTab: BottomTab) => {
    if (bottomTab === 'terminal') wantTerminal()
    keepLayout({ bottomTab })
  }

  useEffect(() => {
    if (focusNext.current === null) return
    focusPanel(focusNext.current)
    focusNext.current = null
  })

  const goTo = (side: Side) => {
    if (isOpen(side)) {
      focusPanel(side)
      return
    }
    focusNext.current = side
    fold(side, true)
  }

  const run = (shortcut: Shortcut): void => {
    switch (shortcut) {
      case 'selector': return focusSelectorInput()
      case 'open': return void chooseManifests()
      case 'undo': return void undo()
      case 'outline': return goTo('outline')
      case 'graph': return focusPanel('graph')
      case 'inspector': return goTo('inspector')
      case 'fold-outline': return fold('outline', !isOpen('outline'))
      case 'fold-inspector': return fold('inspector', !isOpen('inspector'))
      case 'fold-bottom': return foldBottom(!layout.bottomOpen)
      case 'help': return setHelp(true)
      default: return assertNever(shortcut)
    }
  }
  useShortcuts(run)

  return (
    <I18nProvider locale={language === 'ko' ? 'ko-KR' : 'en-US'}>
      <DropZone>
        <div className="shell">
          <SelectorBar />
          <Panels
            room={room} layout={layout} onLayout={keepLayout} outlineOpen={isOpen('outline')} inspectorOpen={isOpen('inspector')}
            outline={(
              <nav className="panel panel-side" data-panel="outline" aria-label={t('outline.title')}>
                <Outline onInspect={() => fold('inspector', true)} foot={<><OpenButton /><SamplesMenu /></>} />
              </nav>
            )}
            graph={<div className="panel" data-panel="graph" tabIndex={-1}><GraphView /><EmptyState /><div className="said"><Notices /><OfferCard /><SelectorOfferCard /></div><ImportSheet /></div>}
            inspector={<div className="panel panel-side" data-panel="inspector" tabIndex={-1}><Inspector /></div>}
            bottom={<BottomPanel tab={layout.bottomTab} onTab={showTab} onClose={() => foldBottom(false)} />}
          />
          <StatusBar
            outlineOpen={isOpen('outline')} inspectorOpen={isOpen('inspector')} bottomOpen={layout.bottomOpen}
            onFidelity={() => setFidelity(true)}
            onFold={(panel, open) => (panel === 'bottom' ? foldBottom(open) : fold(panel, open))}
          />
        </div>
      </DropZone>
      <IconTooltip />
      <DeleteDialog />
      <HelpSheet isOpen={help} onOpenChange={setHelp} />
      <FidelitySheet isOpen={fidelity} onOpenChange={setFidelity} />
    </I18nProvider>
  )
}
