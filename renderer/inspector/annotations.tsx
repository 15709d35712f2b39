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
            <dd className="mono"><Value value={value} /></dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Longer values, such as the configuration that was last applied, are shown whole when asked for. */
const FOLDED_FROM = 240
const SHOWN = 60

function Value({ value }: { readonly value: string }) {
  if (value.length < FOLDED_FROM) return <bdi>{value}</bdi>
  return (
    <details>
      <summary><bdi>{value.slice(0, SHOWN)}…</bdi></summary>
      <bdi>{value}</bdi>
    </details>
  )
}
