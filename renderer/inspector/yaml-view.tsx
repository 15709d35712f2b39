import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectDetail, ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { CodeView } from '../code/index.ts'
import { keepDraft, useDrafts } from '../state/index.ts'
import { CopyButton } from './copy-button.tsx'
import { YamlEditor } from './yaml-editor.tsx'

interface Props {
  readonly object: ObjectSummary
  readonly detail: ObjectDetail | null | undefined
}

/** The whole object as YAML, to be read, copied and edited. */
export function YamlView({ object, detail }: Props) {
  const { t } = useTranslation()
  const draft = useDrafts(({ drafts }) => drafts.get(object.uid))
  // Whoever begins or ends an edit here goes on here; a draft that comes up again by itself leaves the focus where it is.
  const [begun, setBegun] = useState(false)
  const edited = draft !== undefined
  const wasEdited = useRef(edited)
  const editButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (wasEdited.current && !edited) editButton.current?.focus()
    wasEdited.current = edited
  }, [edited])
  if (draft !== undefined) return <YamlEditor object={object} draft={draft} takesFocus={begun} />
  if (detail === undefined) return <p className="muted panel-note">{t('inspector.yaml.loading')}</p>
  if (detail === null) return <p className="muted panel-note">{t('inspector.gone', { object: formatRef(object) })}</p>
  const { yaml } = detail
  const begin = () => {
    setBegun(true)
    keepDraft(object.uid, { before: yaml, text: yaml, errors: [] })
  }
  return (
    <>
      <div className="yaml-bar">
        {object.kind === 'Secret' ? <span className="muted">{t('inspector.yaml.secret')}</span> : (
          <Button className="button" ref={editButton} onPress={begin}>
            <Pencil size={14} aria-hidden="true" />
            {t('inspector.yaml.edit')}
          </Button>
        )}
        <CopyButton text={() => yaml} label={t('inspector.copy')} />
      </div>
      <div className="yaml-code">
        <CodeView text={yaml} label={t('inspector.yaml.label', { object: formatRef(object) })} />
      </div>
    </>
  )
}
