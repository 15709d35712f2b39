import { useTranslation } from 'react-i18next'
import type { ObjectDetail, ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { CodeView } from '../code/index.ts'
import { CopyButton } from './copy-button.tsx'

interface Props {
  readonly object: ObjectSummary
  readonly detail: ObjectDetail | null | undefined
}

export function YamlView({ object, detail }: Props) {
  const { t } = useTranslation()
  if (detail === undefined) return <p className="muted panel-note">{t('inspector.yaml.loading')}</p>
  if (detail === null) return <p className="muted panel-note">{t('inspector.gone', { object: formatRef(object) })}</p>
  return (
    <>
      <div className="yaml-bar">
        {object.kind === 'Secret' && <span className="muted">{t('inspector.yaml.secret')}</span>}
        <CopyButton text={() => detail.yaml} label={t('inspector.copy')} />
      </div>
      <div className="yaml-code">
        <CodeView text={detail.yaml} label={t('inspector.yaml.label', { object: formatRef(object) })} />
      </div>
    </>
  )
}
