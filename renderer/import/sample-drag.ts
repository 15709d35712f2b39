import { SAMPLES, type Sample } from '../../shared/study/index.ts'
import { importManifests, useSettings } from '../state/index.ts'

/** Marks a drag as one of a sample; the data is the sample's name. */
const SAMPLE_TYPE = 'application/x-podscape-sample'

// What is dragged can only be read when it is dropped, so the page remembers it.
let dragged: Sample | null = null

export function startSampleDrag(transfer: DataTransfer, sample: Sample): void {
  dragged = sample
  transfer.effectAllowed = 'copy'
  transfer.setData(SAMPLE_TYPE, sample.name)
}

export function endSampleDrag(): void {
  dragged = null
}

export function holdsSample(transfer: DataTransfer): boolean {
  return transfer.types.includes(SAMPLE_TYPE)
}

/** The sample in a drag. */
export function sampleIn(transfer: DataTransfer): Sample | null {
  const name = transfer.getData(SAMPLE_TYPE)
  return SAMPLES.find((sample) => sample.name === name) ?? dragged
}

/** Applies a sample, as `kubectl apply -f` does; with a namespace, as `-n` it. */
export async function applySample(sample: Sample, namespace?: string): Promise<void> {
  const { language } = useSettings.getState()
  await importManifests({ kind: 'text', name: sample.file, text: sample.text[language] }, sample.namespaced ? namespace : undefined)
}
