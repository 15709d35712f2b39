import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { SAMPLES } from './samples.ts'

const read = (text: string): unknown => parse(text)

test.each(SAMPLES)('$name is the manifest that its card says, in both languages', (sample) => {
  const manifest = read(sample.text.en)
  expect(manifest).toMatchObject({
    apiVersion: sample.object.apiVersion,
    kind: sample.object.kind,
    metadata: { name: sample.object.name, ...(sample.namespaced ? { labels: sample.labels } : {}) },
  })
  expect(read(sample.text.ko)).toEqual(manifest)
})
