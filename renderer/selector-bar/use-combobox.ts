import { useEffect } from 'react'
import { applyEdit, type CompletionOption, type Edit } from '../../shared/selector/index.ts'
import { askText, rememberSelector, useQuestion, useSettings } from '../state/index.ts'
import { changeLate, changeNow, comboboxNow, fixOf, followQuestion, moveCaret, useCombobox } from './combobox-store.ts'
import { NOT_WALKING, walkHistory } from './history-walk.ts'

/** Whether completions go on being of use after an option was taken: after a value the term is whole. */
const leadsOn = (option: CompletionOption): boolean => option.kind === 'key' || option.kind === 'operator' || /[(,]$/.test(option.text)

const call = () => changeNow({ isOpen: true, isAsked: true })
const close = () => changeNow({ isOpen: false, isAsked: false, active: -1 })

function keep(): void {
  const { text, error } = useQuestion.getState()
  if (error === null) rememberSelector(text.trim())
}

/** The behaviour of the selector's field: completions, fixes and history. */
export function useSelectorCombobox(input: React.RefObject<HTMLInputElement | null>) {
  const shown = useCombobox()
  useEffect(followQuestion, [])

  /** Puts a text in place of what is there, with the caret where it is to go on. */
  const put = (next: string, at: number) => {
    askText(next)
    input.current?.setSelectionRange(at, at)
    changeNow({ caret: at, fixAside: false })
  }

  const edit = (change: Edit) => put(applyEdit(useQuestion.getState().text, change), change.replace[0] + change.with.length)

  const accept = (index: number) => {
    const { offer: { from, to, options } } = comboboxNow()
    const option = options[index]
    if (option === undefined) return
    edit({ replace: [from, to], with: option.text })
    changeNow({ active: -1, isOpen: leadsOn(option) })
  }

  const walkBy = (step: 1 | -1) => {
    const { text, walk } = comboboxNow()
    const next = walkHistory(useSettings.getState().selectorHistory, walk, text, step)
    if (next === null) return
    close()
    put(next.text, next.text.length)
    changeNow({ walk: next.walk })
  }

  const onChange = (event: React.ChangeEvent<HTMLInputElement>) => {
    const { value, selectionStart } = event.currentTarget
    askText(value)
    changeLate({ caret: selectionStart ?? value.length, walk: NOT_WALKING, fixAside: false, isOpen: value.trim() !== '', isAsked: false, active: -1 })
  }

  /** Whether the key was for the field. */
  const pressed = ({ key, altKey, ctrlKey, metaKey, shiftKey }: React.KeyboardEvent): boolean => {
    // A character is for the text.
    if (key.length === 1 && !(ctrlKey && key === ' ')) return false
    const box = comboboxNow()
    const { text, active, walk, offer: { options } } = box
    const fix = fixOf(box)
    // One place more than there are options: at -1 none is active.
    const places = options.length + 1
    const moveBy = (step: 1 | -1) => changeNow({ active: ((active + 1 + step + places) % places) - 1 })
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
      else changeNow({ fixAside: true })
    } else return false
    return true
  }

  const applyFix = () => {
    const fix = fixOf(comboboxNow())
    if (fix !== null) edit(fix)
    input.current?.focus()
  }

  return {
    shown,
    onChange,
    onKeyDown: (event: React.KeyboardEvent) => {
      if (!event.nativeEvent.isComposing && pressed(event)) event.preventDefault()
    },
    onSelect: (event: React.SyntheticEvent<HTMLInputElement>) => moveCaret(event.currentTarget.selectionStart ?? 0),
    onBlur: () => {
      keep()
      close()
    },
    accept,
    applyFix,
  } as const
}
