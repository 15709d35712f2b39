import { Check, Copy } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'

/** So long (ms) the button says that it has copied. */
const SAID = 1500

export interface CopyButtonProps {
  readonly label: string
  /** The label once it has copied. */
  readonly copied: string
  readonly copy: () => Promise<void>
  /** What the button shows beside its glyph. */
  readonly children?: ReactNode
}

/** Copies, and says so for a moment. */
export function CopyButton({ label, copied, copy, children }: CopyButtonProps) {
  const [said, setSaid] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const press = async () => {
    await copy()
    clearTimeout(timer.current)
    setSaid(true)
    timer.current = setTimeout(() => setSaid(false), SAID)
  }
  return (
    <Button className={children === undefined ? 'icon-button' : 'icon-button icon-button-text'} aria-label={said ? copied : label} onPress={() => void press()}>
      {said ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      {children}
    </Button>
  )
}
