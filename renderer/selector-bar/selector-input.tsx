import { X } from 'lucide-react'
import { memo, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import type { SelectorError } from '../../shared/selector/index.ts'
import { askText, useQuestion } from '../state/index.ts'
import { fixOf } from './combobox-store.ts'
import { Completions, optionId } from './completions.tsx'
import { SelectorErrorNote } from './selector-error-note.tsx'
import { useSelectorCombobox } from './use-combobox.ts'

const INPUT_ID = 'selector-input'
const LIST_ID = 'selector-completions'
const ERROR_ID = 'selector-error'

/** Gives the focus to the selector's field, with its text selected. */
export function focusSelectorInput(): void {
  const input = document.getElementById(INPUT_ID)
  if (!(input instanceof HTMLInputElement)) return
  input.focus()
  input.select()
}

/** The text once more, unseen, under the field: it carries the mark under what could not be read. */
function ErrorMark({ text, error, input }: { readonly text: string; readonly error: SelectorError; readonly input: React.RefObject<HTMLInputElement | null> }) {
  const mirror = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const field = input.current
    const follow = () => {
      if (mirror.current !== null && field !== null) mirror.current.scrollLeft = field.scrollLeft
    }
    follow()
    field?.addEventListener('scroll', follow)
    return () => field?.removeEventListener('scroll', follow)
  })
  return (
    <div ref={mirror} className="selector-mirror" aria-hidden="true">
      <span>{text.slice(0, error.offset)}</span>
      <span className="selector-mark">{text.slice(error.offset, error.end) || ' '}</span>
      <span>{text.slice(error.end)}</span>
    </div>
  )
}

/** Stays as it is while the text changes. The field has lost the focus when it is pressed, and has kept what was in it. */
const ClearButton = memo(function ClearButton({ input }: { readonly input: React.RefObject<HTMLInputElement | null> }) {
  const { t } = useTranslation()
  const clear = () => {
    askText('')
    input.current?.focus()
  }
  return <Button className="icon-button" aria-label={t('selector.clear')} onPress={clear}><X size={14} aria-hidden /></Button>
})

/** The field of the label selector: every keystroke asks the cluster. */
export function SelectorInput() {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const { shown, ...box } = useSelectorCombobox(input)
  const { text, error, active, offer: { options } } = shown
  const isOpen = options.length > 0
  // The text is shown without React, so that a keystroke's own frame has nothing to draw but the picture.
  useLayoutEffect(() => {
    const show = () => {
      const { text } = useQuestion.getState()
      if (input.current !== null && input.current.value !== text) input.current.value = text
    }
    show()
    return useQuestion.subscribe(show)
  }, [])
  return (
    <div className="selector-field" data-invalid={error !== null || undefined}>
      <div className="selector-line">
        {error !== null && <ErrorMark text={text} error={error} input={input} />}
        <div className="selector-text">
          <input
            ref={input} id={INPUT_ID} className="selector-input mono" type="text" role="combobox" dir="ltr" spellCheck={false} autoComplete="off"
            aria-label={t('selector.input')} placeholder={t('selector.placeholder')}
            aria-autocomplete="list" aria-haspopup="listbox" aria-expanded={isOpen} aria-controls={isOpen ? LIST_ID : undefined}
            aria-activedescendant={isOpen && active !== -1 ? optionId(active) : undefined}
            aria-invalid={error !== null} aria-describedby={error === null ? undefined : ERROR_ID}
            onChange={box.onChange} onKeyDown={box.onKeyDown} onSelect={box.onSelect} onBlur={box.onBlur}
          />
        </div>
        {text !== '' && <ClearButton input={input} />}
      </div>
      {(error !== null || isOpen) && (
        <div className="selector-drop floating">
          {error !== null && <SelectorErrorNote id={ERROR_ID} text={text} error={error} fix={fixOf(shown)} onFix={box.applyFix} />}
          {isOpen && <Completions id={LIST_ID} options={options} active={active} onAccept={box.accept} />}
        </div>
      )}
    </div>
  )
}
