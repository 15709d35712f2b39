import { useMemo } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { DocumentError, DocumentReport } from '../../shared/ipc/contract.ts'
import { CodeView } from '../code/index.ts'
import { shortcutText } from '../keys/index.ts'
import { marksOf, nameOf } from './outcomes.ts'

interface Props {
  readonly document: DocumentReport
  readonly text: string
  readonly fix: DocumentError['fix']
  readonly onChange: (text: string) => void
}

/** The text of a refused document, to be mended: by hand, or with the fix that is known. */
export function DocumentEditor({ document, text, fix, onChange }: Props) {
  const { t } = useTranslation()
  const mended = fix !== undefined && text === fix.text
  const marks = useMemo(() => (mended ? [] : marksOf(document)), [document, mended])
  const name = nameOf(document) ?? t('import.unread', { number: document.index + 1 })
  return (
    <div className="document-editor">
      <div className="document-editor-bar">
        <bdi className="mono ellipsis" title={`${document.file} ${name}`}>{document.file}</bdi>
        {fix !== undefined && !mended && (
          <>
            <span className="muted document-advice">{t(`import.advice.${fix.kind}`)}</span>
            <Button className="button" aria-keyshortcuts="Control+." onPress={() => onChange(fix.text)}>
              {t(`import.fix.${fix.kind}`)}
              <kbd aria-hidden="true">{shortcutText('.')}</kbd>
            </Button>
          </>
        )}
      </div>
      <div className="document-text">
        <CodeView text={text} label={t('import.editor', { document: name })} marks={marks} onChange={onChange} />
      </div>
    </div>
  )
}
