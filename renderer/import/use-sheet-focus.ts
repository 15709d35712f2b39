import { useEffect, useRef, type RefObject } from 'react'
import type { ImportReport } from '../../shared/ipc/contract.ts'

/**
 * Gives the sheet the keys pressed in it, before the widgets in it see them, and those pressed where nothing has the focus. When what had the focus in it goes away because
 * everything was applied, the sheet itself takes the focus.
 */
export function useSheetFocus(sheet: RefObject<HTMLElement | null>, onKey: (event: KeyboardEvent) => void, report: ImportReport | null): void {
  const within = useRef(false)
  useEffect(() => {
    const isWithin = (target: EventTarget | null) => target instanceof Node && sheet.current?.contains(target) === true
    const follow = (event: FocusEvent) => {
      within.current = isWithin(event.target)
    }
    const press = (event: KeyboardEvent) => {
      if (sheet.current !== null && (isWithin(event.target) || event.target === document.body)) onKey(event)
    }
    window.addEventListener('focusin', follow)
    window.addEventListener('keydown', press, { capture: true })
    return () => {
      window.removeEventListener('focusin', follow)
      window.removeEventListener('keydown', press, { capture: true })
    }
  })
  useEffect(() => {
    if (report?.applied === true && within.current) sheet.current?.focus()
  }, [report, sheet])
}
