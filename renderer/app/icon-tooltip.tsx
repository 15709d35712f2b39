import { useEffect, useState } from 'react'
import { placeTooltip, type TooltipPlace } from './tooltip-place.ts'
import './icon-tooltip.css'

/** So long (ms) the pointer rests on a button before its name is shown. */
const REST = 500

const BUTTONS = '.icon-button[aria-label], .status-button[aria-label]'

/** The button with a glyph and no text that an event is about. */
function glyphButton({ target }: Event): Element | null {
  const button = target instanceof Element ? target.closest(BUTTONS) : null
  return button?.textContent === '' ? button : null
}

/** Shows the names of buttons that have only a glyph, to those who point at them. Assistive technology has them from the buttons. */
export function IconTooltip() {
  const [shown, setShown] = useState<(TooltipPlace & { readonly text: string }) | null>(null)
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    let pointed: Element | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    const hide = () => {
      clearTimeout(timer)
      setShown(null)
    }
    const follow = (event: Event) => {
      const button = glyphButton(event)
      if (button === pointed) return
      pointed = button
      hide()
      if (button === null) return
      timer = setTimeout(() => {
        if (!button.isConnected) return
        setShown({ ...placeTooltip(button.getBoundingClientRect(), window.innerWidth, window.innerHeight), text: button.getAttribute('aria-label') ?? '' })
      }, REST)
    }
    document.addEventListener('pointerover', follow, { signal })
    // Not in the capture phase: every element in a button that the pointer leaves would tell of it.
    document.documentElement.addEventListener('pointerleave', hide, { signal })
    for (const name of ['pointerdown', 'keydown', 'wheel'] as const) document.addEventListener(name, hide, { signal, capture: true, passive: true })
    return () => {
      hide()
      ending.abort()
    }
  }, [])
  if (shown === null) return null
  const { text, x, y, align, above } = shown
  return <div className="icon-tooltip floating" style={{ left: x, top: y }} data-align={align} data-above={above || undefined} aria-hidden="true">{text}</div>
}
