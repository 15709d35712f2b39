import { useEffect, useRef } from 'react'
import { useTerminal } from '../state/index.ts'
import { createScreen, type Screen } from './screen.ts'

/** Made once, when the panel is opened for the first time. */
const screen: Screen = createScreen()

export interface ScreenViewProps {
  /** Hands the screen to the panel around it. */
  readonly onReady: (screen: Screen) => void
}

/** The terminal's screen. The shell starts with it when the person has asked for it. */
export function ScreenView({ onReady }: ScreenViewProps) {
  const box = useRef<HTMLDivElement>(null)
  const wanted = useTerminal((state) => state.wanted)
  useEffect(() => {
    onReady(screen)
    return screen.attach(box.current!)
  }, [onReady])
  useEffect(() => {
    if (!wanted) return
    if (useTerminal.getState().shell.state === 'off') screen.start()
    screen.focus()
  }, [wanted])
  return <div ref={box} className="terminal-box" />
}
