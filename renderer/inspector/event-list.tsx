import { useTranslation } from 'react-i18next'
import { TriangleAlert } from 'lucide-react'
import type { ObjectDetail, ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatHumanDuration, formatRef } from '../../shared/model/index.ts'
import { useCluster } from '../state/index.ts'

interface Props {
  readonly object: ObjectSummary
  readonly detail: ObjectDetail | null | undefined
}

/** What happened to an object, newest first. */
export function EventList({ object, detail }: Props) {
  const { t } = useTranslation()
  const second = useCluster((state) => Math.floor(state.replica.now / 1000))
  if (detail === undefined) return null
  const events = detail?.events ?? []
  if (events.length === 0) return <p className="muted">{t('inspector.events.empty')}</p>
  return (
    <ul className="events" aria-label={t('inspector.events.label', { object: formatRef(object) })}>
      {events.map((event) => (
        <li key={`${event.reason} ${event.message} ${event.source} ${event.last}`} className="event">
          <div className="event-line">
            {event.type === 'Normal' ? null : <TriangleAlert size={13} aria-hidden="true" className="event-warning" />}
            <span className="visually-hidden">{event.type}</span>
            <strong>{event.reason}</strong>
            {event.count > 1 && <span className="muted">{t('inspector.events.count', { count: event.count })}</span>}
            <span className="muted event-age">{t('inspector.events.age', { age: formatHumanDuration(second * 1000 - event.last) })}</span>
          </div>
          <p className="mono event-message"><bdi>{event.message}</bdi></p>
          <span className="muted">{event.source}</span>
        </li>
      ))}
    </ul>
  )
}
