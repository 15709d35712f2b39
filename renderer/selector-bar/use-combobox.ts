import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { applyEdit, complete, type Completion, type CompletionOption, type Edit } from '../../shared/selector/index.ts'
import { askText, rememberSelector, useCalmCluster, useCluster, useQuestion, useSettings } from '../state/index.ts'
import { NOT_WALKING, walkHistory } from './history-walk.ts'
import { podVocabulary } from './pod-vocabulary.ts'

const NO_OPTIONS: readonly CompletionOption[] = []

/** Whether completions go on being of use after an option was taken: after a value the term is whole. */
const leadsOn = (option: CompletionOption): boolean => option.kind === 'key' || option.kind === 'operator' || /[(,]$/.test(option.text)

/**
 * The behaviour of the selector's field: text, completions and history. Completions come up only while text is written or when asked
 * for, and none is active at first, so that Tab and Enter keep their meaning.
 */
export function useSelectorCombobox(input: React.RefObject<HTMLInputElement | null>) {
  const text = useQuestion((state) => state.text)
  const error = useQuestion((state) => state.error)
  const scope = useQuestion((state) => state.scope)
  const history = useSettings((state) => state.selectorHistory)
  const [caret, setCaret] = useState(0)
  const [isOpen, setIsOpen] = useState(false)
  // Whether the completions were called for by a key.
  const [isAsked, setIsAsked] = useState(false)
  const [active, setActive] = useState(-1)
  const [walk, setWalk] = useState(NOT_WALKING)
  // Escape puts the fix aside, so that Tab leaves the field.
  const [fixAside, setFixAside] = useState(false)
  const caretNext = useRef<number | null>(null)

  const replica = useCluster((state) => state.replica)
  const change = useCalmCluster((state) => (isOpen ? state.change : null))
  const completion = useMemo<Completion | null>(() => {
    if (change === null) return null
    return complete(text, Math.min(caret, text.length), podVocabulary(replica, change, scope))
  }, [text, caret, scope, replica, change])
  const offered = completion?.options ?? NO_OPTIONS
  // A comma or a bracket alone is not worth covering the graph for, unless it is asked for.
  const options = isAsked || offered.some(({ kind }) => kind !== 'punctuation') ? offered : NO_OPTIONS
  const fix = error?.fix !== undefined && !fixAside ? error.fix : null

  useLayoutEffect(() => {
    if (caretNext.current === null) return
    input.current?.setSelectionRange(caretNext.current, caretNext.current)
    caretNext.current = null
  })

  const call = () => {
    setIsOpen(true)
    setIsAsked(true)
  }

  const close = () => {
    setIsOpen(false)
    setIsAsked(false)
    setActive(-1)
  }

  /** Puts a text in place of what is there, with the caret where it is to go on. */
  const put = (next: string, at: number) => {
    askText(next)
    setCaret(at)
    setFixAside(false)
    caretNext.current = at
  }

  const edit = (change: Edit) => put(applyEdit(text, change), change.replace[0] + change.with.length)

  const accept = (index: number) => {
    const option = options[index]
    if (completion === null || option === undefined) return
    edit({ replace: [completion.from, completion.to], with: option.text })
    setActive(-1)
    setIsOpen(leadsOn(option))
  }

  const keep = () => {
    if (error === null) rememberSelector(text.trim())
  }

  const walkBy = (step: 1 | -1) => {
    const next = walkHistory(history, walk, text, step)
    if (next === null) return
    close()
    put(next.text, next.text.length)
    setWalk(next.walk)
  }

  const onChange = (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value, selectionStart } = event.currentTarget
    askText(value)
    setCaret(selectionStart ?? value.length)
    setWalk(NOT_WALKING)
    setFixAside(false)
    setIsOpen(value.trim() !== '')
    setIsAsked(false)
    setActive(-1)
  }

  const moveBy = (step: 1 | -1) => {
    // One place more than there are options: at -1 none is active.
    const places = options.length + 1
    setActive((before) => ((before + 1 + step + places) % places) - 1)
  }

  /** Whether the key was for the field. */
  const pressed = (event: React.KeyboardEvent): boolean => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) walkBy(key === 'ArrowUp' ? 1 : -1)
    else if (ctrlKey && key === ' ') call()
    else if (altKey || ctrlKey || metaKey) return false
    else if (key === 'ArrowDown' && options.length === 0) call()
    else if (key === 'ArrowUp' && options.length === 0 && (text === '' || walk.at !== -1)) walkBy(1)
    else if (options.length > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) moveBy(key === 'ArrowDown' ? 1 : -1)
    else if (key === 'Enter' && active !== -1) accept(active)
    else if (key === 'Enter') {
      keep()
      close()
    } else if (key === 'Tab' && !shiftKey && fix !== null) {
      edit(fix)
      close()
    } else if (key === 'Escape' && (options.length > 0 || fix !== null)) {
      if (options.length > 0) close()
      else setFixAside(true)
    } else return false
    return true
  }

  return {
    text, error, fix, options, active,
    isOpen: options.length > 0,
    onChange,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (!event.nativeEvent.isComposing && pressed(event)) event.preventDefault()
    },
    onSelect: (event: React.SyntheticEvent<HTMLInputElement>) => setCaret(event.currentTarget.selectionStart ?? 0),
    onBlur: () => {
      keep()
      close()
    },
    accept,
    applyFix: () => {
      if (fix !== null) edit(fix)
      input.current?.focus()
    },
  } as const
}
