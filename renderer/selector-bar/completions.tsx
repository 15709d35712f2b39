/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events -- a list box that belongs to the field: the field hears the keys */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { CompletionOption } from '../../shared/selector/index.ts'

export const optionId = (index: number): string => `selector-option-${index}`

/** The count beside an operator or a comma would be that of the key before it. */
const COUNTED: ReadonlySet<CompletionOption['kind']> = new Set(['key', 'value'])

export interface CompletionsProps {
  readonly id: string
  readonly options: readonly CompletionOption[]
  readonly active: number
  readonly onAccept: (index: number) => void
}

/** What may stand at the caret, with the number of pods that have it. */
export function Completions({ id, options, active, onAccept }: CompletionsProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div ref={list} id={id} className="floating-list selector-list" role="listbox" aria-label={t('selector.completions')}>
      {options.map((option, index) => (
        <div
          key={option.text} id={optionId(index)} role="option" tabIndex={-1} aria-selected={index === active} className="floating-item" data-focused={index === active || undefined}
          onMouseDown={(event) => event.preventDefault()} onClick={() => onAccept(index)}
        >
          <span className="mono ellipsis selector-option"><bdi>{option.text}</bdi></span>
          {COUNTED.has(option.kind) && <span className="muted">{t('selector.pods', { count: option.count })}</span>}
        </div>
      ))}
    </div>
  )
}
