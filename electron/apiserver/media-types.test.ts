import { expect, test } from 'vitest'
import { negotiate, prefersYaml, wantsAggregated } from './media-types.ts'

const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json'

test.each<[string | null, string]>([
  [null, 'Object v1'],
  ['application/json', 'Object v1'],
  ['*/*', 'Object v1'],
  ['application/vnd.kubernetes.protobuf,application/json', 'Object v1'],
  [table, 'Table v1'],
  ['application/json;as=Table;v=v1beta1;g=meta.k8s.io', 'Table v1beta1'],
  ['application/vnd.kubernetes.protobuf;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1', 'Metadata v1'],
  ['application/json;as=Table;v=v9;g=meta.k8s.io,application/json', 'Object v1'],
])('%s is answered as %s', (accept, expected) => {
  const { as, version } = negotiate(accept)
  expect(`${as} ${version}`).toBe(expected)
})

test('YAML is served when it comes before JSON, but no watch of it', () => {
  expect(['application/yaml', 'application/yaml,application/json', 'application/json,application/yaml', '*/*', null].map(prefersYaml)).toEqual([true, true, false, false, false])
  expect(negotiate('application/yaml')).toEqual({ as: 'Object', version: 'v1' })
  expect(() => negotiate('application/yaml', true)).toThrow('only the following media types are accepted: application/json')
})

test.each(['application/vnd.kubernetes.protobuf', 'text/html', 'application/json;as=Table;v=v1;g=other'])('%s is not acceptable', (accept) => {
  expect(() => negotiate(accept)).toThrow('only the following media types are accepted: application/json, application/yaml')
})

test('discovery in one document is answered in the first version asked for that is known', () => {
  const one = (version: string) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`
  expect(wantsAggregated(`${one('v2')},${one('v2beta1')},application/json`)).toBe('v2')
  expect(wantsAggregated(`${one('v3')},${one('v2beta1')},application/json`)).toBe('v2beta1')
  expect(wantsAggregated(`application/json,${one('v2')}`)).toBeUndefined()
  expect(wantsAggregated(null)).toBeUndefined()
})
