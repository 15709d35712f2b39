import { type Event, invalidField, validateSubdomainName } from '../../shared/model/index.ts'
import { allowAll, defineKind } from './kind.ts'
import { eventTable } from './event-table.ts'

export const event = defineKind<Event>({
  kind: 'Event', apiVersion: 'v1', plural: 'events', singular: 'event', shortNames: ['ev'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => object,
  validate: ({ involvedObject, metadata }) =>
    ((involvedObject?.namespace ?? 'default') === metadata.namespace ? [] : [invalidField('involvedObject.namespace', involvedObject?.namespace ?? '', 'does not match event.namespace')]),
  validateUpdate: allowAll,
  table: eventTable,
})
