import { useEffect, useRef } from 'react'
import type { CodeMark } from './code-mark.ts'
import type { Editor, EditorInput } from './editor.ts'
import './code.css'

interface Props {
  readonly text: string
  /** What the editor is, for those who do not see it. */
  readonly label: string
  readonly marks?: readonly CodeMark[]
  /** Called with the whole text at each change. Without it the text can only be read. */
  readonly onChange?: (text: string) => void
  /** Whether it takes the focus when it opens. */
  readonly takesFocus?: boolean
}

const NO_MARKS: readonly CodeMark[] = []

/** YAML, read only or to be edited. A changed `text` or `marks` is taken over without losing the caret. */
export function CodeView({ text, label, marks = NO_MARKS, onChange, takesFocus = false }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor>(null)
  const input: EditorInput = { text, label, marks, onChange }
  const latest = useRef(input)
  const focusFirst = useRef(takesFocus)
  useEffect(() => {
    latest.current = input
    editor.current?.show(input)
  })
  useEffect(() => {
    let gone = false
    const open = async () => {
      const { openEditor } = await import('./editor.ts')
      if (gone || host.current === null) return
      editor.current = openEditor(host.current, latest.current)
      if (focusFirst.current) editor.current.focus()
    }
    void open()
    return () => {
      gone = true
      editor.current?.close()
      editor.current = null
    }
  }, [])
  return <div ref={host} className="code-view" />
}
