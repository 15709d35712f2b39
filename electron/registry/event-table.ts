import type { Event } from '../../shared/model/index.ts'
import { type Cell, describeColumns, type Elapsed } from './table.ts'

/** Upstream's `printEvent`. */
export const eventTable = {
  columns: describeColumns('Last Seen', 'Type', 'Reason', 'Object', 'Subobject*', 'Source*', 'Message', 'First Seen*', 'Count*', 'Name*'),
  row: (event: Event): readonly Cell[] => {
    const { involvedObject, series } = event
    const kind = (involvedObject?.kind ?? '').toLowerCase()
    return [
      lastSeen(event), event.type ?? '', event.reason ?? '', involvedObject?.name ? `${kind}/${involvedObject.name}` : kind, involvedObject?.fieldPath ?? '',
      formatSource(event), (event.message ?? '').trim(), firstSeen(event), series?.count ?? (event.count || 1), event.metadata.name ?? '',
    ]
  },
}

function firstSeen({ firstTimestamp, eventTime }: Event): Elapsed {
  return { since: firstTimestamp || eventTime }
}

function lastSeen(event: Event): Elapsed {
  if (event.series) return { since: event.series.lastObservedTime }
  return event.lastTimestamp ? { since: event.lastTimestamp } : firstSeen(event)
}

function formatSource({ source, reportingComponent, reportingInstance }: Event): string {
  const { component = '', host = '' } = source ?? {}
  if (component !== '') return host === '' ? component : `${component}, ${host}`
  return reportingInstance ? `${reportingComponent ?? ''}, ${reportingInstance}` : reportingComponent ?? ''
}
