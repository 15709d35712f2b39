import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { CodeView, markErrors } from '../code/index.ts'
import { applyDraft, keepDraft, type Draft } from '../state/index.ts'

/** The YAML of an object while it is edited, with what was wrong with it when it was last tried. */
export function YamlEditor({ object, draft, takesFocus }: { readonly object: ObjectSummary; readonly draft: Draft; readonly takesFocus: boolean }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [marked, setMarked] = useState({ of: draft.errors, marks: markErrors(draft.errors, 1) })
  if (marked.of !== draft.errors) setMarked({ of: draft.errors, marks: markErrors(draft.errors, 1) })
  const apply = async () => {
    if (busy) return
    setBusy(true)
    try {
      await applyDraft(object)
    } finally {
      setBusy(false)
    }
  }
  const press = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    void apply()
  }
  return (
    <div className="yaml-editor" onKeyDownCapture={press}>
      <div className="yaml-bar">
        <Button className="button button-primary" isDisabled={busy} aria-keyshortcuts="Control+Enter" onPress={() => void apply()}>{t('inspector.yaml.apply')}</Button>
        <Button className="button" onPress={() => keepDraft(object.uid, null)}>{t('inspector.yaml.cancel')}</Button>
      </div>
      {draft.errors.length > 0 && (
        <ul className="yaml-errors" role="alert">
          {draft.errors.map(({ message, position }) => (
            <li key={`${position?.line ?? 0} ${message}`} className="refusal">
              {position !== undefined && <span className="muted">{t('inspector.yaml.place', { line: position.line })} </span>}
              <bdi className="mono">{message}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className="yaml-code">
        <CodeView
          takesFocus={takesFocus} text={draft.text} label={t('inspector.yaml.label', { object: formatRef(object) })} marks={marked.marks}
          onChange={(text) => keepDraft(object.uid, { ...draft, text })}
        />
      </div>
    </div>
  )
}
