import { useEffect, useRef } from 'react'
import { latinKey } from '../keys/index.ts'
import { shortcutOf, writesText, type Shortcut } from './shortcuts.ts'

/** Runs what a shortcut asks for, wherever the focus is; a dialog keeps its keys to itself. */
export function useShortcuts(run: (shortcut: Shortcut) => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return
      const shortcut = shortcutOf({
        key: latinKey(event), command: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey, writing: writesText(event.target),
      })
      if (shortcut === null) return
      event.preventDefault()
      latest.current(shortcut)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
