import { useTranslation } from 'react-i18next'
import type { Edit, SelectorError } from '../../shared/selector/index.ts'

export interface SelectorErrorNoteProps {
  readonly id: string
  readonly text: string
  readonly error: SelectorError
  readonly fix: Edit | null
  readonly onFix: () => void
}

function useFixWords(text: string, fix: Edit): string {
  const { t } = useTranslation()
  const replaced = text.slice(...fix.replace).trim()
  const put = fix.with.trim()
  if (put === '') return t('selector.fixRemove', { text: replaced })
  return t(replaced === '' ? 'selector.fix' : 'selector.fixReplace', { text: put })
}

function FixButton({ text, fix, onFix }: { readonly text: string; readonly fix: Edit; readonly onFix: () => void }) {
  const words = useFixWords(text, fix)
  // The field keeps the focus: Tab in it does the same.
  return <button type="button" className="selector-fix" tabIndex={-1} onMouseDown={(event) => event.preventDefault()} onClick={onFix}>{words}</button>
}

/** Why the text is no selector: Kubernetes' own words, one plain sentence, and the fix. */
export function SelectorErrorNote({ id, text, error, fix, onFix }: SelectorErrorNoteProps) {
  const { t } = useTranslation()
  return (
    <div id={id} className="selector-error" role="alert" aria-label={t('selector.error')}>
      <div className="selector-error-text">
        <p className="mono">{error.message}</p>
        <p className="muted">{t(`selector.hints.${error.hint}`)}</p>
      </div>
      {fix !== null && <FixButton text={text} fix={fix} onFix={onFix} />}
    </div>
  )
}
