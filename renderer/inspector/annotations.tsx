import { useTranslation } from 'react-i18next'
import type { ObjectDetail } from '../../shared/ipc/contract.ts'

/** The annotations of an object, to be read. */
export function Annotations({ detail }: { readonly detail: ObjectDetail | null | undefined }) {
  const { t } = useTranslation()
  const annotations = Object.entries(detail?.object.metadata.annotations ?? {})
  if (annotations.length === 0) return null
  return (
    <section className="annotations" aria-label={t('inspector.labels.annotations')}>
      <h3>{t('inspector.labels.annotations')}</h3>
      <dl>
        {annotations.map(([key, value]) => (
          <div key={key}>
            <dt className="mono muted"><bdi>{key}</bdi></dt>
            <dd className="mono"><bdi>{value}</bdi></dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
